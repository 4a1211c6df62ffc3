package dev.holdfast.language.jinja;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The original, running in one Python process, that says what a template gives.
public final class PythonReference implements AutoCloseable {
  private static final List<String> INTERPRETERS = List.of("/usr/bin/python3", "python3");

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /// What the original made of a template: its text, or its error.
  public record Answer(boolean ok, String text) {}

  private PythonReference(Process process) {
    this.process = process;
    this.requests = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /// The original, if some Python here has these modules.
  public static Optional<PythonReference> start(String... modules) {
    return INTERPRETERS.stream()
        .filter(python -> imports(python, String.join(", ", modules)))
        .findFirst()
        .map(PythonReference::start);
  }

  private static boolean imports(String python, String modules) {
    try {
      return new ProcessBuilder(python, "-c", "import " + modules)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static PythonReference start(String python) {
    try (InputStream script = PythonReference.class.getResourceAsStream("reference.py")) {
      Path file = Files.createTempFile("reference", ".py");
      Files.write(file, script == null ? new byte[0] : script.readAllBytes());
      file.toFile().deleteOnExit();
      Process process =
          new ProcessBuilder(python, "-W", "ignore", file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new PythonReference(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param variables a Python literal
  public Answer ask(String mode, String variables, String template) {
    try {
      requests.write(mode + "\t" + encoded(variables) + "\t" + encoded(template) + "\n");
      requests.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("The reference ended.");
      }
      String[] parts = line.split("\t", 2);
      String text = new String(Base64.getDecoder().decode(parts[1]), UTF_8);
      return new Answer(parts[0].equals("ok"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
