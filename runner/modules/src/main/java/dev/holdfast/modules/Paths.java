package dev.holdfast.modules;

/// Paths of machines: text with slashes, never paths of this one.
final class Paths {
  private Paths() {}

  static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Everything before the last slash; empty without one.
  static String directory(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : slash < 0 ? "" : path.substring(0, slash);
  }

  static String join(String directory, String name) {
    return name.startsWith("/") || directory.isEmpty()
        ? name
        : directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  static String withoutSlash(String path) {
    String text = path;
    while (text.length() > 1 && text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }
}
