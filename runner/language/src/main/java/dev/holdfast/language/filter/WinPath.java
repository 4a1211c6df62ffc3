package dev.holdfast.language.filter;

/// The parts of a Windows path, as Python's `ntpath` sees them.
///
/// @param head the folder, without trailing separators unless it is a root
record WinPath(String head, String tail) {
  static WinPath split(String path) {
    int drive = driveLength(path);
    int cut = path.length();
    while (cut > drive && !isSeparator(path.charAt(cut - 1))) {
      cut--;
    }
    String folder = path.substring(drive, cut);
    String stripped = folder.replaceAll("[/\\\\]+$", "");
    return new WinPath(
        path.substring(0, drive) + (stripped.isEmpty() ? folder : stripped), path.substring(cut));
  }

  /// The length of `C:` or `\\host\share`.
  static int driveLength(String path) {
    String normal = path.replace('/', '\\');
    if (normal.startsWith("\\\\") && !normal.startsWith("\\\\\\")) {
      int host = normal.indexOf('\\', 2);
      if (host < 0) {
        return path.length();
      }
      int share = normal.indexOf('\\', host + 1);
      return share < 0 ? path.length() : share == host + 1 ? 0 : share;
    }
    return normal.length() >= 2 && normal.charAt(1) == ':' ? 2 : 0;
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }
}
