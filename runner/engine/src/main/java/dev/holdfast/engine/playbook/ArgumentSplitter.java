package dev.holdfast.engine.playbook;

import java.util.ArrayList;
import java.util.List;

/// Splits an argument text at blanks, keeping quoted text and template blocks whole. Newlines and
/// runs of blanks survive inside and behind tokens, so that joining gives the text back.
public final class ArgumentSplitter {
  private final List<String> tokens = new ArrayList<>();
  private char quote;
  private int printDepth;
  private int blockDepth;
  private int commentDepth;

  private ArgumentSplitter() {}

  /// The tokens of a text.
  ///
  /// @throws PlaybookException when a quote or a template block is not closed
  public static List<String> split(String text) {
    return new ArgumentSplitter().run(text);
  }

  private List<String> run(String text) {
    String[] lines = text.split("\n", -1);
    for (int number = 0; number < lines.length; number++) {
      boolean continued = line(lines[number]);
      if (number < lines.length - 1 && !continued) {
        appendToLast("\n");
      }
    }
    if (nested() || quote != 0) {
      throw new PlaybookException(
          "failed at splitting arguments, either an unbalanced jinja2 block or quotes: " + text);
    }
    return tokens;
  }

  /// Takes one line; true when it ends in a continuation.
  private boolean line(String text) {
    String[] parts = text.split(" ", -1);
    boolean continued = false;
    for (int index = 0; index < parts.length; index++) {
      String part = parts[index];
      if (part.isEmpty() && index != 0) {
        appendToLast(" ");
      } else if (part.equals("\\") && quote == 0) {
        continued = true;
      } else {
        part(part, index, parts.length);
      }
    }
    return continued;
  }

  private void part(String part, int index, int count) {
    boolean wasQuoted = quote != 0;
    quoteState(part);
    boolean quoted = quote != 0;
    boolean appended = false;
    if (quoted && !wasQuoted && !nested()) {
      tokens.add(part);
      appended = true;
    } else if (nested() || quoted || wasQuoted) {
      continueToken(part, index, count, wasQuoted);
      appended = true;
    }
    appended = depths(part, appended);
    if (!nested() && !quoted && !appended && !part.isEmpty()) {
      tokens.add(part);
    }
  }

  private void continueToken(String part, int index, int count, boolean wasQuoted) {
    if (index == 0 && wasQuoted) {
      appendToLast(part);
    } else if (count > 1) {
      appendToLast((index > 0 ? " " : "") + part);
    } else {
      appendToLast("\n" + part);
    }
  }

  private boolean depths(String part, boolean already) {
    boolean appended = already;
    int print = depth(part, printDepth, "{{", "}}");
    int block = depth(part, blockDepth, "{%", "%}");
    int comment = depth(part, commentDepth, "{#", "#}");
    if ((print != printDepth || block != blockDepth || comment != commentDepth) && !appended) {
      tokens.add(part);
      appended = true;
    }
    printDepth = print;
    blockDepth = block;
    commentDepth = comment;
    return appended;
  }

  private static int depth(String part, int current, String open, String close) {
    return Math.max(0, current + count(part, open) - count(part, close));
  }

  private static int count(String text, String what) {
    int count = 0;
    for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
      count++;
    }
    return count;
  }

  private void quoteState(String part) {
    for (int index = 0; index < part.length(); index++) {
      char here = part.charAt(index);
      boolean escaped = index > 0 && part.charAt(index - 1) == '\\';
      if ((here == '"' || here == '\'') && !escaped) {
        if (quote == 0) {
          quote = here;
        } else if (quote == here) {
          quote = 0;
        }
      }
    }
  }

  private boolean nested() {
    return printDepth > 0 || blockDepth > 0 || commentDepth > 0;
  }

  private void appendToLast(String text) {
    if (tokens.isEmpty()) {
      tokens.add(text);
    } else {
      tokens.set(tokens.size() - 1, tokens.getLast() + text);
    }
  }
}
