@echo off
rem Opens the dashboard; the first time it installs what it needs into .venv.
setlocal
cd /d "%~dp0"
chcp 65001 >nul
set PYTHONUTF8=1
set PY=py -3
where py >nul 2>nul || set PY=python
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>nul
if errorlevel 1 (
  echo 需要 Python 3.11 或更新版本。请从 python.org 安装后再双击本文件。
  echo Python 3.11 or newer is needed. Install it from python.org and start this file again.
  pause
  exit /b 1
)
if not exist .venv\.installed (
  echo 正在安装，请稍候……  Installing, please wait ...
  %PY% -m venv .venv || goto failed
  .venv\Scripts\python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock || goto failed
  .venv\Scripts\python -m pip install -q --disable-pip-version-check --no-deps -e . || goto failed
  echo ok> .venv\.installed
)
.venv\Scripts\recon dashboard
if errorlevel 1 goto failed
exit /b 0
:failed
echo 没有成功。请把上面的文字发给维护人员。  It failed. Send the text above to the maintainer.
pause
exit /b 1
