"""PTP cameras through libgphoto2, and its virtual camera.

`camera.PtpCamera` is the device; `body` is the connection, `card` what lies on the memory card and the journal of it,
`settings` the camera's own dials, `faults` what the library's error codes mean for a person. What is fetched lies in an
`ExposureSpool`.
"""
