package dev.holdfast.modules;

import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `ansible_local`: what the files `*.fact` of a machine say, programs by their output, others by
/// their content, as JSON or as an INI file.
final class FactsLocal {
  private static final Pattern HEAD = Pattern.compile("(run|read|gone) (.*)");
  private static final String END = "\n@! ";

  private final FactSource source;
  private final List<String> warnings = new ArrayList<>();

  FactsLocal(FactSource source) {
    this.source = source;
  }

  /// The facts by the files' names; for a file that has none a sentence that says why.
  DictValue facts() {
    DictValue local = new DictValue();
    String[] pieces = ("\n" + source.sections().getOrDefault("local", "")).split("\n@ ", -1);
    for (int i = 1; i < pieces.length; i++) {
      String piece = pieces[i].contains("\n") ? pieces[i] : pieces[i] + "\n";
      int end = piece.indexOf('\n');
      Matcher head = HEAD.matcher(piece.substring(0, end));
      if (head.matches()) {
        String path = head.group(2);
        String name = Paths.base(path).replace(".fact", "");
        local.put(name, fact(head.group(1), path, piece.substring(end + 1)));
      }
    }
    return local;
  }

  /// What is wrong with files; complete after [#facts()].
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Value fact(String kind, String path, String text) {
    return switch (kind) {
      case "gone" ->
          warned(
              "Could not stat fact (%s): [Errno 2] No such file or directory: '%s'"
                  .formatted(path, path));
      case "run" -> {
        int end = text.lastIndexOf(END);
        if (end < 0) {
          yield content(path, text);
        }
        String[] told = text.substring(end + END.length()).split(" ", 2);
        yield told[0].equals("0")
            ? content(path, text.substring(0, end))
            : warned(
                "Failure executing fact script (%s), rc: %s, err: %s"
                    .formatted(path, told[0], told.length < 2 ? "" : told[1].stripTrailing()));
      }
      default -> content(path, text);
    };
  }

  private Value content(String path, String text) {
    try {
      return JsonReader.read(text);
    } catch (JsonException _) {
      return ini(text)
          .map(Value.class::cast)
          .orElseGet(
              () -> warned("error loading facts as JSON or ini - please check content: " + path));
    }
  }

  private Str warned(String problem) {
    warnings.add(problem);
    return Str.unsafe(problem);
  }

  /// The sections of an INI file; empty when it is none.
  private static Optional<DictValue> ini(String text) {
    DictValue sections = new DictValue();
    Optional<DictValue> section = Optional.empty();
    for (String line : text.split("\n", -1)) {
      String clean = line.strip();
      int sign = clean.indexOf('=') < 0 ? clean.indexOf(':') : clean.indexOf('=');
      if (clean.isEmpty() || clean.startsWith("#") || clean.startsWith(";")) {
        continue;
      }
      if (clean.startsWith("[") && clean.endsWith("]")) {
        section = Optional.of(new DictValue());
        sections.put(clean.substring(1, clean.length() - 1), section.get());
      } else if (section.isPresent() && sign > 0) {
        section
            .get()
            .put(
                clean.substring(0, sign).strip().toLowerCase(Locale.ROOT),
                Str.unsafe(clean.substring(sign + 1).strip()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(sections);
  }
}
