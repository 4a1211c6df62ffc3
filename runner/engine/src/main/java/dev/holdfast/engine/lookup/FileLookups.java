package dev.holdfast.engine.lookup;

import dev.holdfast.language.filter.Glob;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lookups that read or list files beside the task.
///
/// Sources: `file.py`, `unvault.py` and `fileglob.py` of `ansible/plugins/lookup`.
record FileLookups(Site site, Templar templar) {
  static final String FOLDER = "files";

  List<Value> file(List<Value> terms, Given given) {
    boolean left = given.flag("lstrip", false);
    boolean right = given.flag("rstrip", true);
    List<Value> texts = new ArrayList<>();
    for (Value term : terms) {
      String name = Text.str(term);
      Path file =
          site.find(FOLDER, name, templar)
              .orElseThrow(() -> TemplateError.ansible("could not locate file in lookup: " + name));
      String text = site.text(file);
      text = left ? Strip.left(text, Strip::isSpace) : text;
      texts.add(Str.of(right ? Strip.right(text, Strip::isSpace) : text));
    }
    return texts;
  }

  List<Value> unvault(List<Value> terms) {
    List<Value> texts = new ArrayList<>();
    for (Value term : terms) {
      Path file =
          site.find(FOLDER, Text.str(term), templar)
              .orElseThrow(() ->
                  TemplateError.ansible(
                      "Unable to find file matching \"" + Text.str(term) + "\" "));
      texts.add(Str.of(new String(site.bytes(file), StandardCharsets.UTF_8)));
    }
    return texts;
  }

  List<Value> glob(List<Value> terms) {
    List<Value> found = new ArrayList<>();
    for (Value term : terms) {
      String pattern = Text.str(term);
      int slash = pattern.lastIndexOf('/');
      String name = pattern.substring(slash + 1);
      folders(pattern, slash).stream()
          .map(
              folder -> Glob.files(folder.resolve(name).toString(), site.settings().userPath()::at))
          .filter(files -> !files.isEmpty())
          .findFirst()
          .ifPresent(files -> files.forEach(file -> found.add(Str.of(file))));
    }
    return found;
  }

  /// A pattern without a folder is looked for wherever the task has files.
  private List<Path> folders(String pattern, int slash) {
    if (slash >= 0) {
      String folder = slash == 0 ? "/" : pattern.substring(0, slash);
      Optional<Path> found = site.find(FOLDER, folder, templar);
      return found.map(List::of).orElse(List.of());
    }
    List<Path> folders = new ArrayList<>();
    for (String path : site.search(templar).shown()) {
      Path folder = site.settings().userPath().at(path);
      folders.add(folder.resolve(FOLDER));
      folders.add(folder);
    }
    return folders;
  }
}
