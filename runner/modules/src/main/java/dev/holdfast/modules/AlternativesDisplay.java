package dev.holdfast.modules;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `update-alternatives --display` prints, of Debian's and of Red Hat's kind.
///
/// @param mode `auto` or `manual`; empty where there is no such name
/// @param path what the link leads to now
record AlternativesDisplay(
    Optional<String> mode, Optional<String> path, Optional<String> link, List<Choice> choices) {
  private static final Pattern MODE =
      Pattern.compile("\\s-\\s(?:status\\sis\\s)?(\\w*)(?:\\smode|.)$", Pattern.MULTILINE);
  private static final Pattern PATH =
      Pattern.compile("^\\s*link currently points to (.*)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("^\\s*link \\w+ is (.*)$", Pattern.MULTILINE);
  private static final Pattern PART_LINK =
      Pattern.compile("^\\s*(?:slave|follower) (\\S+) is (.*)$", Pattern.MULTILINE);
  private static final Pattern CHOICE =
      Pattern.compile(
          "^(/.*)\\s-\\s(?:family\\s\\S+\\s)?priority\\s(\\d+)((?:\\s+(?:slave|follower).*)*)",
          Pattern.MULTILINE);
  private static final Pattern PART =
      Pattern.compile("^\\s+(?:slave|follower) (.*): (.*)$", Pattern.MULTILINE);

  AlternativesDisplay {
    choices = List.copyOf(choices);
  }

  /// One of the programs.
  ///
  /// @param subcommands that change with it, with name, path and link
  record Choice(String path, long priority, List<DictValue> subcommands) {
    Choice {
      subcommands = List.copyOf(subcommands);
    }
  }

  Optional<Choice> choice(String wanted) {
    return choices.stream().filter(each -> each.path().equals(wanted)).findFirst();
  }

  /// @param given the subcommands of the task, whose links count where none are printed
  static AlternativesDisplay parse(String text, Value given) {
    Optional<String> mode = first(MODE, text);
    if (mode.isEmpty()) {
      return new AlternativesDisplay(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
    Map<String, String> links = new LinkedHashMap<>();
    PART_LINK.matcher(text).results().forEach(hit -> links.put(hit.group(1), hit.group(2)));
    if (links.isEmpty() && given instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof DictValue dict) {
          links.put(
              dict.get("name").map(Text::str).orElse(""),
              dict.get("link").map(Text::str).orElse(""));
        }
      }
    }
    List<Choice> choices = new ArrayList<>();
    Matcher matcher = CHOICE.matcher(text);
    while (matcher.find()) {
      choices.add(
          new Choice(
              matcher.group(1), Long.parseLong(matcher.group(2)), parts(matcher.group(3), links)));
    }
    return new AlternativesDisplay(mode, first(PATH, text), first(LINK, text), choices);
  }

  private static List<DictValue> parts(String text, Map<String, String> links) {
    return PART.matcher(text)
        .results()
        .filter(hit -> !hit.group(2).equals("(null)"))
        .map(hit -> {
          DictValue dict = new DictValue();
          dict.put("name", Str.unsafe(hit.group(1)));
          dict.put("path", Str.unsafe(hit.group(2)));
          dict.put(
              "link",
              Optional.ofNullable(links.get(hit.group(1)))
                  .<Value>map(Str::unsafe)
                  .orElse(None.NONE));
          return dict;
        })
        .toList();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
