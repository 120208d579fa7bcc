@echo off
rem Opens the dashboard; the first time, and after an update, it installs what it needs into .venv.
rem This file is plain ASCII: a Chinese system reads it as GBK. What people read lies in docs\windows, as UTF-8.
setlocal
set PYTHONUTF8=1
rem pushd, not cd: it also enters a network folder (\\server\share).
pushd "%~dp0" || exit /b 1
chcp 65001 >nul
set "PY=py -3"
where py >nul 2>nul || set "PY=python"
%PY% -c "import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)" >nul 2>nul
if errorlevel 1 (
  type docs\windows\need-python.txt
  goto stop
)
fc /b requirements.lock .venv\installed.lock >nul 2>nul && goto open
type docs\windows\installing.txt
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || goto failed
.venv\Scripts\python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock || goto failed
.venv\Scripts\python -m pip install -q --disable-pip-version-check --no-deps -e . || goto failed
copy /y requirements.lock .venv\installed.lock >nul || goto failed
:open
rem "python -m recon", not recon.exe: that one knows the folder's old name after it was renamed.
.venv\Scripts\python -m recon dashboard
if errorlevel 1 goto failed
popd
exit /b 0
:failed
type docs\windows\failed.txt
:stop
pause
popd
exit /b 1
