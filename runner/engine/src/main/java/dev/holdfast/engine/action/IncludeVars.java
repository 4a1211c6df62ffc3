package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// `include_vars`: variables from one file, or from every file below a folder.
final class IncludeVars {
  private static final Set<String> FOLDER_OPTIONS =
      Set.of(
          "dir",
          "depth",
          "files_matching",
          "ignore_files",
          "extensions",
          "ignore_unknown_extensions");
  private static final Set<String> FILE_OPTIONS = Set.of("file", "_raw_params");
  private static final Set<String> OTHER_OPTIONS = Set.of("name", "hash_behaviour");

  private final ActionContext context;
  private final DictValue arguments;
  private final DictValue found = new DictValue();
  private final List<String> files = new ArrayList<>();

  private IncludeVars(ActionContext context) {
    this.context = context;
    this.arguments = context.arguments();
  }

  static Action.Outcome run(ActionContext context) {
    return new IncludeVars(context).run();
  }

  private Action.Outcome run() {
    check();
    Optional<String> mistake = arguments.get("dir").isPresent() ? folder() : file();
    DictValue facts = found;
    if (arguments.get("name").isPresent()) {
      facts = new DictValue();
      facts.put(Text.str(arguments.get("name").get()), found);
    }
    ModuleResult result =
        ModuleResult.of(new DictValue())
            .with("ansible_included_var_files", files)
            .with("ansible_facts", facts)
            .with("changed", false);
    if (mistake.isPresent()) {
      return Action.Outcome.of(result.with("failed", true).with("message", mistake.get()));
    }
    DictValue merged = merged(facts);
    return Action.Outcome.of(
        result.with("ansible_facts", merged), new Effect.IncludedVariables(merged));
  }

  private void check() {
    boolean folder = false;
    boolean file = false;
    for (Value key : arguments.entries().keySet()) {
      String name = Text.str(key);
      if (!FOLDER_OPTIONS.contains(name)
          && !FILE_OPTIONS.contains(name)
          && !OTHER_OPTIONS.contains(name)) {
        throw ModuleFailure.of(name + " is not a valid option in include_vars");
      }
      folder |= FOLDER_OPTIONS.contains(name);
      file |= FILE_OPTIONS.contains(name);
    }
    if (folder && file) {
      throw ModuleFailure.of(
          "You are mixing file only and dir only arguments, these are incompatible");
    }
  }

  private DictValue merged(DictValue facts) {
    if (!Arguments.text(arguments, "hash_behaviour").equals(Optional.of("merge"))) {
      return facts;
    }
    DictValue merged = new DictValue();
    facts
        .entries()
        .forEach((key, value) ->
            merged.put(key, deep(context.templates().variable(Text.str(key)), value)));
    return merged;
  }

  private static Value deep(Optional<Value> before, Value value) {
    if (!(before.orElse(None.NONE) instanceof DictValue old)
        || !(value instanceof DictValue more)) {
      return value;
    }
    DictValue merged = DictValue.copyOf(old);
    more.entries().forEach((key, inner) -> merged.put(key, deep(merged.get(key), inner)));
    return merged;
  }

  private Optional<String> file() {
    String name =
        Arguments.text(arguments, "file")
            .or(() -> Arguments.text(arguments, "_raw_params").map(String::stripTrailing))
            .orElse("");
    try {
      return load(context.project().find("vars", name), Optional.empty());
    } catch (PlaybookException | ModuleFailure mistake) {
      return Optional.of(String.valueOf(mistake.getMessage()));
    }
  }

  private Optional<String> folder() {
    Path root = root(Arguments.text(arguments, "dir").orElse(""));
    if (!Files.exists(root)) {
      return Optional.of(root + " directory does not exist");
    }
    if (!Files.isDirectory(root)) {
      return Optional.of(root + " is not a directory");
    }
    long depth =
        arguments.get("depth").map(value -> Arguments.number(context, "depth", value)).orElse(0L);
    int level = 0;
    for (Path folder : folders(root)) {
      if (++level > depth && depth != 0) {
        break;
      }
      Optional<String> mistake = filesIn(folder);
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private Path root(String dir) {
    UserPath paths = context.project().settings().userPath();
    if (dir.startsWith("/")) {
      return paths.at(dir);
    }
    Path file = paths.at(context.task().at().file());
    return context
        .role()
        .map(role -> {
          Path direct = role.path().resolve(dir);
          return dir.split("/", 2)[0].equals("vars") && Files.exists(direct)
              ? direct
              : role.path().resolve("vars").resolve(dir);
        })
        .orElseGet(() -> file.resolveSibling(dir));
  }

  private static List<Path> folders(Path root) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> filesIn(Path folder) {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean lenient = Arguments.flag(arguments, "ignore_unknown_extensions", false);
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      boolean own =
          context
              .role()
              .filter(role -> entry.equals(role.path().resolve("vars").resolve("main.yml")))
              .isPresent();
      if (own
          || !matches(name)
          || ignored(name)
          || (lenient && !extensions().contains(extension(name)))) {
        continue;
      }
      Optional<String> mistake = load(entry, Optional.of(extensions()));
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return Optional.empty();
  }

  private boolean matches(String name) {
    return Arguments.text(arguments, "files_matching")
        .map(pattern -> Pattern.compile(pattern).matcher(name).find())
        .orElse(true);
  }

  private boolean ignored(String name) {
    Value given = arguments.get("ignore_files").orElse(new ListValue());
    List<String> patterns =
        given instanceof ListValue list
            ? list.items().stream().map(Text::str).toList()
            : Arrays.asList(Text.str(given).split("\\s+"));
    for (String pattern : patterns) {
      try {
        if (Pattern.compile(pattern + "$").matcher(name).find()) {
          return true;
        }
      } catch (PatternSyntaxException e) {
        throw ModuleFailure.of("Invalid regular expression: " + pattern);
      }
    }
    return false;
  }

  private List<String> extensions() {
    Value given = arguments.get("extensions").orElse(None.NONE);
    if (given == None.NONE) {
      return List.of("yaml", "yml", "json");
    }
    if (given instanceof ListValue list) {
      return list.items().stream().map(Text::str).toList();
    }
    if (given instanceof Str str) {
      return List.of(str.text());
    }
    throw ModuleFailure.of("Invalid type for \"extensions\" option, it must be a list");
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1);
  }

  private Optional<String> load(Path file, Optional<List<String>> extensions) {
    if (extensions.isPresent()
        && !extensions.get().contains(extension(file.getFileName().toString()))) {
      return Optional.of(
          file + " does not have a valid extension: " + String.join(", ", extensions.get()));
    }
    Value value = context.project().yaml(file).map(YamlNode::toValue).orElse(None.NONE);
    if (value != None.NONE && !(value instanceof DictValue)) {
      return Optional.of(file + " must be stored as a dictionary/hash");
    }
    files.add(file.toString());
    if (value instanceof DictValue dict) {
      found.entries().putAll(dict.entries());
    }
    return Optional.empty();
  }
}
