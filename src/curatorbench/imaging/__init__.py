"""What can be measured and found on pixels without reading them: decoding, quality, codes, regions."""
