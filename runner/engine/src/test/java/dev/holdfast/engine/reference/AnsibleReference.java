package dev.holdfast.engine.reference;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The system's ansible-core, asked many questions by one process. Tests that need it are skipped
/// where it is missing.
public final class AnsibleReference {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private AnsibleReference() {}

  /// The answers to requests of `reference.py`, in their order.
  public static List<Value> ask(List<DictValue> requests) {
    Assumptions.assumeTrue(
        Files.isExecutable(PYTHON) && run("import ansible", "").status() == 0,
        "ansible-core of the system's Python is missing");
    Answer answer = run(script(), JsonWriter.write(new ListValue(requests), JsonFormat.PLAIN));
    if (answer.status() != 0 || !(JsonReader.read(answer.text()) instanceof ListValue list)) {
      throw new IllegalStateException("the reference failed: " + answer.text());
    }
    return list.items();
  }

  private static String script() {
    try (InputStream in = AnsibleReference.class.getResourceAsStream("reference.py")) {
      if (in == null) {
        throw new IllegalStateException("reference.py is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Answer(int status, String text) {}

  private static Answer run(String script, String input) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(PYTHON.toString(), "-c", script)
              .directory(Path.of("/").toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("ANSIBLE_CONFIG", "/dev/null/none.cfg");
      Process process = builder.start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
