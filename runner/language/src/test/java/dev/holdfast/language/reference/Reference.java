package dev.holdfast.language.reference;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A Python process that answers what the original does; one for all tests of a run.
///
/// Tests that need it are skipped where the machine has no ansible-core for its system Python.
public final class Reference {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Reference SHARED = new Reference();

  private Optional<Process> process = Optional.empty();
  private boolean asked;

  /// What came back: a text, or an error's text and type.
  public record Answer(boolean succeeded, String text, String type) {}

  private Reference() {}

  /// The answer to a request of `reference.py`.
  public static Answer ask(String operation, Map<String, String> request) {
    Map<String, Str> members = new LinkedHashMap<>();
    members.put("op", Str.of(operation));
    request.forEach((key, text) -> members.put(key, Str.of(text)));
    String line = JsonWriter.write(DictValue.of(members), JsonFormat.PLAIN) + "\n";
    return SHARED.exchange(line);
  }

  private synchronized Answer exchange(String line) {
    Process python = running();
    try {
      python.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      python.getOutputStream().flush();
      BufferedReader answers = python.inputReader(StandardCharsets.UTF_8);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the reference ended");
      }
      return answer(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(String line) {
    if (!(JsonReader.read(line) instanceof DictValue dict)) {
      throw new IllegalStateException(line);
    }
    Optional<Value> text = dict.get("ok");
    return new Answer(
        text.isPresent(), text(text.or(() -> dict.get("error"))), text(dict.get("type")));
  }

  private static String text(Optional<Value> value) {
    return value.filter(Str.class::isInstance).map(Str.class::cast).map(Str::text).orElse("");
  }

  private Process running() {
    if (!asked) {
      asked = true;
      process =
          Files.isExecutable(PYTHON) && hasAnsible() ? Optional.of(start()) : Optional.empty();
    }
    Assumptions.assumeTrue(process.isPresent(), "ansible-core of the system's Python is missing");
    return process.orElseThrow();
  }

  private static boolean hasAnsible() {
    try {
      Process probe =
          new ProcessBuilder(PYTHON.toString(), "-c", "import ansible, yaml, jinja2")
              .redirectErrorStream(true)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Process start() {
    try (InputStream source =
        Reference.class.getResourceAsStream("/dev/holdfast/language/reference.py")) {
      if (source == null) {
        throw new IllegalStateException("reference.py is missing");
      }
      Path script = Files.createTempFile("reference", ".py");
      script.toFile().deleteOnExit();
      Files.write(script, source.readAllBytes());
      ProcessBuilder builder =
          new ProcessBuilder(PYTHON.toString(), script.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("TZ", "UTC");
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
