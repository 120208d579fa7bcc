"""One module per kind of file; each reads into an :class:`recon.intake.job.Answer`."""
