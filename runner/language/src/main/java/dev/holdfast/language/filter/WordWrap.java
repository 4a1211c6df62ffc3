package dev.holdfast.language.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's `textwrap.wrap` without expanding tabs or replacing white space.
///
/// @param hyphens whether a word may also end behind a hyphen
public record WordWrap(int width, boolean breakLong, boolean hyphens) {
  private static final Pattern SPACES = Pattern.compile("[\\t\\n\\x0b\\f\\r ]+");
  private static final Pattern HYPHENS =
      Pattern.compile(
          "[^\\s\\w]*\\w+[^0-9\\W]-(?=\\w+[^0-9\\W])"
              + "|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)"
              + "|-{2,}",
          Pattern.UNICODE_CHARACTER_CLASS);

  /// The lines of a text.
  public List<String> wrap(String text) {
    List<String> chunks = chunks(text);
    List<String> lines = new ArrayList<>();
    int next = 0;
    while (next < chunks.size()) {
      if (!lines.isEmpty() && chunks.get(next).isBlank()) {
        next++;
        continue;
      }
      StringBuilder line = new StringBuilder();
      while (next < chunks.size() && line.length() + chunks.get(next).length() <= width) {
        line.append(chunks.get(next++));
      }
      if (next < chunks.size() && chunks.get(next).length() > width) {
        next = splitLong(chunks, next, line);
      }
      String done = line.toString();
      String kept = lastChunkBlank(done) ? done.stripTrailing() : done;
      if (!kept.isEmpty()) {
        lines.add(kept);
      }
    }
    return lines;
  }

  private int splitLong(List<String> chunks, int next, StringBuilder line) {
    String chunk = chunks.get(next);
    int space = width < 1 ? 1 : width - line.length();
    if (breakLong) {
      line.append(chunk, 0, space);
      chunks.set(next, chunk.substring(space));
      return next;
    }
    if (line.isEmpty()) {
      line.append(chunk);
      return next + 1;
    }
    return next;
  }

  private static boolean lastChunkBlank(String line) {
    return !line.isEmpty() && Character.isWhitespace(line.charAt(line.length() - 1));
  }

  private List<String> chunks(String text) {
    List<String> chunks = new ArrayList<>();
    Matcher spaces = SPACES.matcher(text);
    int from = 0;
    while (spaces.find()) {
      word(text.substring(from, spaces.start()), chunks);
      chunks.add(spaces.group());
      from = spaces.end();
    }
    word(text.substring(from), chunks);
    return chunks;
  }

  private void word(String word, List<String> chunks) {
    int from = 0;
    if (hyphens) {
      Matcher matcher = HYPHENS.matcher(word);
      while (matcher.find()) {
        chunks.add(word.substring(from, matcher.end()));
        from = matcher.end();
      }
    }
    if (from < word.length()) {
      chunks.add(word.substring(from));
    }
  }
}
