package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.common.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every command of the transcripts, beside what Ansible's own commands printed, byte for byte
/// (recorded again with `-Dgolden.update=true`).
///
/// A case is a folder of files with a `transcript.txt`; the commands of a case run in one copy of
/// its folder, one after the other.
final class RecordedTest {
  private static final Path CASES = Path.of("src/test/resources/recorded");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(\\S*)");
  private static final Pattern WORD =
      Pattern.compile("'([^']*)'|\"([^\"]*)\"|((?:[^\\s'\"]+|'[^']*'|\"[^\"]*\")+)");

  @TempDir static Path temporary = Path.of("");

  @TestFactory
  Stream<DynamicContainer> commandsPrintWhatAnsibleDoes() throws IOException {
    List<DynamicContainer> containers = new ArrayList<>();
    String only = System.getProperty("cases.only", ".*");
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        if (String.valueOf(folder.getFileName()).matches(only)) {
          containers.add(container(folder));
        }
      }
    }
    return containers.stream();
  }

  private static DynamicContainer container(Path folder) throws IOException {
    Path transcript = folder.resolve("transcript.txt");
    if (Boolean.getBoolean("golden.update")) {
      record(folder, transcript);
    }
    List<String> commands = Transcript.commands(transcript);
    List<String> expected = Transcript.entries(transcript);
    Path place = copy(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (int index = 0; index < commands.size(); index++) {
      String command = commands.get(index);
      String wanted = expected.get(index);
      tests.add(
          DynamicTest.dynamicTest(
              command, () -> assertThat(ours(command, place).text()).isEqualTo(wanted)));
    }
    return DynamicContainer.dynamicContainer(String.valueOf(folder.getFileName()), tests);
  }

  private static Path copy(Path folder) throws IOException {
    Path place = Files.createTempDirectory(temporary, "case").toRealPath();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path target = place.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Files.createDirectories(place.resolve("home"));
    return place;
  }

  private static Map<String, String> environment(Path place) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", place.resolve("home").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("ANSIBLE_NOCOLOR", "1");
    environment.put("ANSIBLE_FORKS", "1");
    environment.put("ANSIBLE_LOCALHOST_WARNING", "false");
    return environment;
  }

  private static void record(Path folder, Path transcript) throws IOException {
    Path place = copy(folder);
    StringBuilder text = new StringBuilder(Transcript.head(transcript));
    for (String command : Transcript.commands(transcript)) {
      ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
      builder.directory(place.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment(place));
      Path out = Files.createTempFile(temporary, "out", "");
      Path err = Files.createTempFile(temporary, "err", "");
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(out.toFile());
      builder.redirectError(err.toFile());
      int status = builder.start().onExit().join().exitValue();
      text.append(
          entry(command, Files.readString(out), Files.readString(err), status, place).text());
    }
    Files.writeString(transcript, text);
  }

  private static Transcript.Entry ours(String command, Path place) throws IOException {
    Map<String, String> environment = environment(place);
    List<String> words = new ArrayList<>();
    byte[] input = {};
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      Matcher assignment = ASSIGNMENT.matcher(matcher.group());
      if (words.isEmpty() && assignment.matches()) {
        environment.put(assignment.group(1), assignment.group(2).replace("'", ""));
      } else if (matcher.group().equals("<")) {
        matcher.find();
        input = Files.readAllBytes(place.resolve(matcher.group()));
      } else {
        words.add(unquoted(matcher));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input),
            environment,
            place,
            false);
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    int status = Main.run(Optional.of(words.getFirst()), arguments, console);
    return entry(
        command,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        status,
        place);
  }

  private static String unquoted(Matcher word) {
    if (word.group(1) != null) {
      return word.group(1);
    }
    return word.group(2) != null ? word.group(2) : word.group(3).replaceAll("['\"]", "");
  }

  private static Transcript.Entry entry(
      String command, String out, String err, int status, Path place) {
    return new Transcript.Entry(command, steady(out, place), steady(err, place), status);
  }

  private static String steady(String text, Path place) {
    return text.replace(place.toString(), "{dir}");
  }
}
