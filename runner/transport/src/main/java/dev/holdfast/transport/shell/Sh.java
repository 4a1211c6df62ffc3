package dev.holdfast.transport.shell;

import java.util.regex.Pattern;

/// Text for a POSIX shell.
public final class Sh {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Sh() {}

  /// One word that the shell reads as exactly this text.
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
