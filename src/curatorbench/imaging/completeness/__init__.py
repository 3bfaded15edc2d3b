"""Whether a picture file is all there: not cut, not zeros where a copy was broken off or a file was made in advance."""
