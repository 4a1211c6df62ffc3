package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a lookup is used: the project, and the play and the task if there are any.
record Site(ProjectFiles files, Settings settings, Optional<Play> play, Optional<Task> task) {

  /// The folder that relative paths of commands and passwords start from.
  Path basedir(Templar templar) {
    return play.map(Play::basedir)
        .or(() ->
            templar
                .variables()
                .lookup("playbook_dir")
                .filter(Str.class::isInstance)
                .map(dir -> settings.userPath().at(((Str) dir).text())))
        .orElseGet(() -> settings.userPath().directory());
  }

  SearchPath search(Templar templar) {
    Path basedir = basedir(templar);
    return task.map(own -> SearchPath.of(own, basedir, settings.userPath()))
        .orElseGet(() -> SearchPath.of(basedir, settings.userPath()));
  }

  /// A file beside the task; without one, the user is warned.
  Optional<Path> find(String folder, String name, Templar templar) {
    Optional<Path> found = search(templar).find(folder, name);
    if (found.isEmpty()) {
      templar
          .services()
          .warnings()
          .accept("Unable to find '" + name + "' in expected paths (use -vvvvv to see paths)");
    }
    return found;
  }

  /// The text of a file, decrypted.
  String text(Path file) {
    return reading(() -> files.text(file));
  }

  /// The content of a file, decrypted.
  byte[] bytes(Path file) {
    return reading(() -> files.bytes(file));
  }

  /// Runs a step whose complaints about the project are errors of the template here.
  static <T> T reading(Supplier<T> step) {
    try {
      return step.get();
    } catch (PlaybookException e) {
      throw TemplateError.ansible(String.valueOf(e.getMessage()), e);
    }
  }
}
