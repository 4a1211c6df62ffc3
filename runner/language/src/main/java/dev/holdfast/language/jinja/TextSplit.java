package dev.holdfast.language.jinja;

import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `split`, `rsplit` and `splitlines` of Python's `str`.
final class TextSplit {
  private TextSplit() {}

  static Value first(Value self, MethodArguments args) {
    return split(self, args, false);
  }

  static Value last(Value self, MethodArguments args) {
    return split(self, args, true);
  }

  private static Value split(Value self, MethodArguments args, boolean last) {
    args.require(0, 2, Set.of("sep", "maxsplit"));
    Str str = (Str) self;
    Optional<Value> separator = args.optional(0, "sep");
    int given = args.number(1, "maxsplit", -1);
    int most = given < 0 ? Integer.MAX_VALUE : given;
    if (separator.isEmpty()) {
      return values(str, last ? lastWords(str.text(), most) : words(str.text(), most));
    }
    if (!(separator.get() instanceof Str(String cut, _, _))) {
      throw PythonError.typeError("must be str or None, not " + Types.name(separator.get()));
    }
    if (cut.isEmpty()) {
      throw PythonError.valueError("empty separator");
    }
    return values(str, last ? lastParts(str.text(), cut, most) : parts(str.text(), cut, most));
  }

  private static ListValue values(Str origin, Collection<String> texts) {
    List<Value> items = new ArrayList<>(texts.size());
    texts.forEach(text -> items.add(new Str(text, origin.unsafe(), false)));
    return new ListValue(items);
  }

  private static List<String> parts(String text, String cut, int most) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    int found = text.indexOf(cut);
    while (found >= 0 && parts.size() < most) {
      parts.add(text.substring(at, found));
      at = found + cut.length();
      found = text.indexOf(cut, at);
    }
    parts.add(text.substring(at));
    return parts;
  }

  private static Collection<String> lastParts(String text, String cut, int most) {
    Deque<String> parts = new ArrayDeque<>();
    int end = text.length();
    int found = text.lastIndexOf(cut);
    while (found >= 0 && parts.size() < most) {
      parts.addFirst(text.substring(found + cut.length(), end));
      end = found;
      found = end - cut.length() < 0 ? -1 : text.lastIndexOf(cut, end - cut.length());
    }
    parts.addFirst(text.substring(0, end));
    return parts;
  }

  private static List<String> words(String text, int most) {
    List<String> words = new ArrayList<>();
    String rest = Strip.left(text, Strip::isSpace);
    while (!rest.isEmpty() && words.size() < most) {
      int end = 0;
      while (end < rest.length() && !Strip.isSpace(rest.charAt(end))) {
        end++;
      }
      words.add(rest.substring(0, end));
      rest = Strip.left(rest.substring(end), Strip::isSpace);
    }
    if (!rest.isEmpty()) {
      words.add(rest);
    }
    return words;
  }

  private static Collection<String> lastWords(String text, int most) {
    Deque<String> words = new ArrayDeque<>();
    String rest = Strip.right(text, Strip::isSpace);
    while (!rest.isEmpty() && words.size() < most) {
      int start = rest.length();
      while (start > 0 && !Strip.isSpace(rest.charAt(start - 1))) {
        start--;
      }
      words.addFirst(rest.substring(start));
      rest = Strip.right(rest.substring(0, start), Strip::isSpace);
    }
    if (!rest.isEmpty()) {
      words.addFirst(rest);
    }
    return words;
  }

  static Value lines(Value self, MethodArguments args) {
    args.require(0, 1, Set.of("keepends"));
    boolean keep = args.optional(0, "keepends").map(Truth::of).orElse(false);
    Str str = (Str) self;
    String text = str.text();
    List<String> lines = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      if (isLineEnd(text.charAt(at))) {
        int end = text.startsWith("\r\n", at) ? at + 2 : at + 1;
        lines.add(text.substring(start, keep ? end : at));
        start = end;
        at = end;
      } else {
        at++;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return values(str, lines);
  }

  private static boolean isLineEnd(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
