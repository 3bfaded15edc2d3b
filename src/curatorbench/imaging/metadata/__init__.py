"""What a picture file says in words: XMP (with Darwin Core), EXIF and IPTC, in the file itself or in a sidecar."""
