"""The embedded stack: every process of an installation on this machine, in one supervised tree."""
