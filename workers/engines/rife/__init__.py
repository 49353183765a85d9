"""Frames between frames by RIFE (Huang et al., ECCV 2022), in torch or in ncnn."""
