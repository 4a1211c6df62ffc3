package dev.holdfast.lab.machine;

import java.io.Serial;

/// Why a machine refused something about a file.
public final class FileFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Errno errno;
  private final String path;

  FileFault(Errno errno, String path) {
    super(path + ": " + errno.text());
    this.errno = errno;
    this.path = path;
  }

  public Errno errno() {
    return errno;
  }

  public String path() {
    return path;
  }
}
