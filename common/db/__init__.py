"""The truth: what was asked, what was done, who does what now, and until when."""
