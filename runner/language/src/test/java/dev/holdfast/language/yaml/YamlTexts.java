package dev.holdfast.language.yaml;

import java.util.List;
import java.util.Random;

/// Generated documents: well formed ones, and ones with something in the wrong place. Tabs in the
/// white space of plain scalars that span lines are left out: our scanner refuses them.
final class YamlTexts {
  private static final List<String> SCALARS =
      List.of(
          "a",
          "b c",
          "0644",
          "0o644",
          "08",
          "1e3",
          "1.5e+3",
          "1_000",
          "1:30",
          "190:20:30",
          "1:30.5",
          "0x1F",
          "0b101",
          "-0",
          "+12",
          ".5",
          "-.5",
          "1.",
          ".inf",
          "-.INF",
          ".nan",
          "yes",
          "No",
          "on",
          "OFF",
          "y",
          "n",
          "true",
          "TRUE",
          "~",
          "null",
          "Null",
          "''",
          "\"\"",
          "'it''s'",
          "\"a\\tb\\u00e9\"",
          "2001-12-14",
          "2001-12-14t21:59:43.10-05:00",
          "2001-12-14 21:59:43",
          "2001-1-1 1:02:03.5Z",
          "!!str 12",
          "!!int \"3\"",
          "!!float 3",
          "!unsafe '{{ x }}'",
          "!!binary aGVsbG8=",
          "1__0",
          "0x_",
          "0_7",
          "1.2.3",
          "12e03",
          "-",
          "-a",
          "a:b",
          "http://x/y",
          "a#b",
          "é",
          "💥",
          "0.1",
          "1e400",
          "@x",
          "*a",
          "&a x",
          "x y z",
          "{{ x }}",
          "key=v",
          "%x",
          "!foo x",
          "=",
          "<<",
          "|",
          "10.0.0.1",
          "1,000",
          "? x",
          "a: b",
          "- a",
          "[a]",
          "'a",
          "a\tb",
          "0.0.0",
          "+.inf",
          "1:60",
          "0:30",
          "._1",
          "1_.5",
          "00");

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          ": ",
          ":",
          "- ",
          "-",
          "\n",
          "\n",
          "\n  ",
          "\n    ",
          " ",
          "[",
          "]",
          "{",
          "}",
          ", ",
          ",",
          "'",
          "\"",
          "|\n",
          ">\n",
          "|-\n",
          "# c\n",
          "&x ",
          "*x",
          "!!str ",
          "!unsafe ",
          "yes",
          "1",
          "<<: ",
          "? ",
          "---\n",
          "...\n",
          "%",
          "\\n",
          "{{ x }}",
          "k: v\n",
          "key:\n",
          "- a\n",
          "  - b\n",
          "  c: d\n",
          "é",
          ">-\n  x\n  y\n\n  z\n",
          "|2\n   q\n",
          "\n\n",
          "k: |+\n  x\n\n");

  private final Random random;

  YamlTexts(long seed) {
    this.random = new Random(seed);
  }

  /// A document with proper indentation.
  String document() {
    StringBuilder out = new StringBuilder();
    node(out, 0, 0);
    return out.toString();
  }

  /// Pieces of YAML in any order.
  String soup() {
    StringBuilder out = new StringBuilder();
    int count = 1 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      out.append(pick(PIECES));
    }
    return out.toString();
  }

  /// A scalar as the value of a key.
  String scalar() {
    return "k: " + pick(SCALARS) + (random.nextBoolean() ? "\n" : "");
  }

  private void node(StringBuilder out, int depth, int indent) {
    String pad = " ".repeat(indent);
    int count = 1 + random.nextInt(3);
    int kind = random.nextInt(depth > 2 ? 1 : 4);
    for (int i = 0; i < count; i++) {
      switch (kind) {
        case 0 ->
            out.append(pad).append("k").append(i).append(": ").append(leaf(indent)).append('\n');
        case 1 -> {
          out.append(pad).append(random.nextInt(4) == 0 ? "k" : "m" + i).append(":\n");
          node(out, depth + 1, indent + 1 + random.nextInt(3));
        }
        case 2 -> out.append(pad).append("- ").append(leaf(indent)).append('\n');
        default -> {
          out.append(pad).append("-\n");
          node(out, depth + 1, indent + 2);
        }
      }
    }
  }

  private String leaf(int indent) {
    return switch (random.nextInt(8)) {
      case 0 -> "[" + pick(SCALARS) + ", " + pick(SCALARS) + "]";
      case 1 -> "{x: " + pick(SCALARS) + ", y: " + pick(SCALARS) + "}";
      case 2 -> block(indent);
      case 3 -> pick(SCALARS) + " # note";
      default -> pick(SCALARS);
    };
  }

  private String block(int indent) {
    String pad = "\n" + " ".repeat(indent + 2);
    String header = pick(List.of("|", ">", "|-", ">-", "|+", ">+"));
    StringBuilder out = new StringBuilder(header);
    int lines = 1 + random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      out.append(pad)
          .append(pick(List.of("one", "two words", " more", "", "x: y", "# no comment")));
    }
    return out.toString();
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
