package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The first file of several that is there.
///
/// Source: `ansible/plugins/lookup/first_found.py`. As there, the last term decides what happens
/// when nothing is found, and a term with `files` but no `paths` replaces what came before.
final class FirstFound {
  private static final String NAME = "first_found";

  private final Site site;
  private final Templar templar;
  private final Given given;
  private boolean skip;

  FirstFound(Site site, Templar templar, Given given) {
    this.site = site;
    this.templar = templar;
    this.given = given;
  }

  List<Value> run(List<Value> terms) {
    SearchPath search = site.search(templar);
    String folder = folder();
    for (Value name : names(terms)) {
      Optional<Path> found = templated(name).flatMap(text -> search.find(folder, text));
      if (found.isPresent()) {
        return List.of(Str.of(found.get().toString()));
      }
    }
    if (skip) {
      return List.of();
    }
    throw TemplateError.lookup("No file was found when using first_found.");
  }

  private Optional<String> templated(Value name) {
    try {
      return Optional.of(Text.str(templar.template(name)));
    } catch (UndefinedError e) {
      return Optional.empty();
    }
  }

  /// As a loop it looks where the task's action does.
  private String folder() {
    Optional<Task> looped =
        site.task()
            .filter(task ->
                task.loop()
                    .flatMap(Task.Loop::lookup)
                    .filter(name -> name.equals(NAME) || name.endsWith("." + NAME))
                    .isPresent());
    return looped
        .flatMap(task ->
            Stream.of("template", "var")
                .filter(folder -> task.call().name().contains(folder))
                .findFirst())
        .map(folder -> folder + "s")
        .orElse(FileLookups.FOLDER);
  }

  private List<Value> names(List<Value> terms) {
    List<Value> names = new ArrayList<>();
    skip = false;
    for (Value term : terms) {
      if (Terms.isList(term)) {
        names.addAll(names(Sequences.iterate(term)));
      } else {
        Given options = options(term);
        skip = options.flag("skip", false);
        List<String> files = parts(options.list("files"), ",;");
        List<String> paths = parts(options.list("paths"), ",:;");
        if (!paths.isEmpty()) {
          paths.forEach(path -> files.forEach(file -> names.add(Str.of(join(path, file)))));
        } else if (!files.isEmpty()) {
          names.clear();
          files.forEach(file -> names.add(Str.of(file)));
        } else {
          names.add(term);
        }
      }
    }
    return names;
  }

  private Given options(Value term) {
    return term instanceof Str
        ? given
        : Terms.dict(term).map(Given::of).orElseThrow(() -> invalid(term));
  }

  private static TemplateError invalid(Value term) {
    return TemplateError.lookup(
        "Invalid term supplied, can handle string, mapping or list of strings but got: %s for %s"
            .formatted(Terms.type(term), Text.str(term)));
  }

  private static List<String> parts(List<Value> values, String separators) {
    List<String> parts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Str str) {
        parts.addAll(List.of(str.text().split("[" + separators + "]", -1)));
      } else {
        parts.addAll(
            parts(Sequences.tryIterate(value).orElseThrow(() -> invalid(value)), separators));
      }
    }
    return parts;
  }

  private static String join(String path, String file) {
    if (file.startsWith("/")) {
      return file;
    }
    return path.isEmpty() || path.endsWith("/") ? path + file : path + "/" + file;
  }
}
