package dev.holdfast.language.filter;

import java.util.ArrayList;
import java.util.List;

/// Python's `str.splitlines`.
public final class Lines {
  private static final String BREAKS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

  private Lines() {}

  /// The lines without their ends.
  public static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (BREAKS.indexOf(text.charAt(i)) >= 0) {
        lines.add(text.substring(start, i));
        if (text.charAt(i) == '\r' && text.startsWith("\n", i + 1)) {
          i++;
        }
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }
}
