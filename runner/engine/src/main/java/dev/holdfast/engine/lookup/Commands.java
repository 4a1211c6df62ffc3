package dev.holdfast.engine.lookup;

import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.language.filter.Lines;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lookups that give what commands of the controller print.
///
/// Sources: `pipe.py` and `lines.py` of `ansible/plugins/lookup`.
record Commands(Site site, Templar templar) {

  List<Value> pipe(List<Value> terms) {
    return terms.stream()
        .<Value>map(term -> Str.of(Strip.right(output("pipe", Text.str(term)), Strip::isSpace)))
        .toList();
  }

  List<Value> lines(List<Value> terms) {
    List<Value> lines = new ArrayList<>();
    for (Value term : terms) {
      Lines.of(output("lines", Text.str(term))).forEach(line -> lines.add(Str.of(line)));
    }
    return lines;
  }

  private String output(String lookup, String command) {
    UserPath paths = site.settings().userPath();
    // A packaged project is no folder in which a command can run.
    Path folder = paths.packaged().isPresent() ? paths.directory() : site.basedir(templar);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(paths.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw TemplateError.ansible(
            "lookup_plugin.%s(%s) returned %d".formatted(lookup, command, status));
      }
      return output;
    } catch (IOException e) {
      throw TemplateError.ansible(
          "lookup_plugin.%s(%s) cannot run: %s".formatted(lookup, command, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TemplateError.ansible(
          "lookup_plugin.%s(%s) was interrupted".formatted(lookup, command), e);
    }
  }
}
