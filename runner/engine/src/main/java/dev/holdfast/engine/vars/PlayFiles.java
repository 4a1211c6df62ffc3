package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The variables of `vars_files`: each entry a file, or a list of files of which the first that
/// exists counts; names may be templates.
final class PlayFiles {
  private final ProjectFiles files;
  private final Map<Play, List<Layer>> fixed = new ConcurrentHashMap<>();
  private final Map<Path, List<Layer>> read = new ConcurrentHashMap<>();

  PlayFiles(ProjectFiles files) {
    this.files = files;
  }

  /// How names are read and mistakes taken.
  ///
  /// @param templar gives names their variables; it is handed the files read so far
  /// @param missing whether a file that is not there is a mistake
  /// @param undefined whether a name that cannot be templated is one
  record Reading(
      SearchPath search,
      Function<List<Layer>, Templar> templar,
      boolean missing,
      boolean undefined) {}

  /// The levels of a play's files, the lowest first.
  List<Layer> of(Play play, Reading reading) {
    List<Value> entries = entries(play);
    if (entries.isEmpty()) {
      return List.of();
    }
    boolean templates =
        entries.stream()
            .anyMatch(entry -> Text.str(entry).contains("{{") || Text.str(entry).contains("{%"));
    if (templates || !reading.missing()) {
      return readAll(entries, reading);
    }
    List<Layer> known = fixed.get(play);
    if (known == null) {
      known = readAll(entries, reading);
      fixed.put(play, known);
    }
    return known;
  }

  private static List<Value> entries(Play play) {
    return play.keyword(Keyword.VARS_FILES)
        .map(Given::value)
        .filter(value -> value != None.NONE)
        .map(value -> value instanceof ListValue list ? list.items() : List.of(value))
        .orElse(List.of());
  }

  private List<Layer> readAll(List<Value> entries, Reading reading) {
    List<Layer> layers = new ArrayList<>();
    for (Value entry : entries) {
      try {
        layers.addAll(first(entry, reading, layers));
      } catch (UndefinedError e) {
        if (reading.undefined()) {
          throw new PlaybookException(
              "an undefined variable was found when attempting to template the vars_files item '"
                  + Text.str(entry)
                  + "'");
        }
      }
    }
    return List.copyOf(layers);
  }

  private List<Layer> first(Value entry, Reading reading, List<Layer> before) {
    List<Value> names = entry instanceof ListValue list ? list.items() : List.of(entry);
    for (Value name : names) {
      Value templated = reading.templar().apply(before).template(name);
      if (!(templated instanceof Str text)) {
        throw new PlaybookException(
            "Invalid vars_files entry found: "
                + Text.repr(templated)
                + "\nvars_files entries should be either a string type or a list of string types"
                + " after template expansion");
      }
      Optional<Path> file = reading.search().find("vars", text.text());
      if (file.isPresent()) {
        return read(file.get());
      }
    }
    if (reading.missing()) {
      throw new PlaybookException(
          "vars file "
              + Text.str(entry)
              + " was not found\nCould not find file on the Ansible Controller.\nIf you are using a"
              + " module and expect the file to exist on the remote, see the remote_src option");
    }
    return List.of();
  }

  private List<Layer> read(Path file) {
    List<Layer> known = read.get(file);
    if (known == null) {
      Value data = files.yaml(file).map(YamlNode::toValue).orElse(None.NONE);
      known = VariablesFile.dicts(data).stream().<Layer>map(Layer.Dict::new).toList();
      read.put(file, known);
    }
    return known;
  }
}
