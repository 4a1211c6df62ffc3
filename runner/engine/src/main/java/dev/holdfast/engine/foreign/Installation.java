package dev.holdfast.engine.foreign;

import dev.holdfast.engine.settings.UserPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ansible-core that the user has installed on this machine, found without starting Python.
///
/// Looked for in this order, the first that holds `ansible/module_utils/basic.py` counts: the
/// folder that `HOLDFAST_ANSIBLE_PYTHON` names (`none` for no installation at all), the folders of
/// `PYTHONPATH`, those of `VIRTUAL_ENV`, those of the Python that the first line of an
/// `ansible-playbook` on `PATH` names, `~/.local`, then those of the system, where a newer Python
/// goes before an older one.
final class Installation {
  private static final Pattern VERSION = Pattern.compile("python3\\.(\\d+)");
  private static final List<String> PROGRAMS = List.of("ansible-playbook", "ansible");

  private final Map<String, String> environment;
  private final Path home;

  Installation(UserPath paths) {
    this.environment = paths.environment();
    this.home = paths.home();
  }

  /// The folder of Python packages that holds `ansible`.
  Optional<Path> find() {
    String given = environment.getOrDefault("HOLDFAST_ANSIBLE_PYTHON", "");
    if (!given.isEmpty()) {
      return given.equals("none") ? Optional.empty() : Optional.of(Path.of(given));
    }
    for (Path folder : folders("PYTHONPATH")) {
      if (holds(folder)) {
        return Optional.of(folder);
      }
    }
    List<Path> prefixes = new ArrayList<>(folders("VIRTUAL_ENV"));
    prefixes.addAll(prefixesOfPrograms());
    prefixes.addAll(
        List.of(
            home.resolve(".local"),
            Path.of("/usr/local"),
            Path.of("/usr"),
            Path.of("/opt/homebrew")));
    return prefixes.stream()
        .flatMap(prefix -> packages(prefix).stream())
        .filter(Installation::holds)
        .findFirst();
  }

  private static boolean holds(Path folder) {
    return Files.isRegularFile(folder.resolve("ansible/module_utils/basic.py"));
  }

  private List<Path> folders(String variable) {
    return Arrays.stream(environment.getOrDefault(variable, "").split(":"))
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .toList();
  }

  /// Where the Pythons live that run the commands of Ansible: `/x/bin/python` lives in `/x`.
  private List<Path> prefixesOfPrograms() {
    List<Path> prefixes = new ArrayList<>();
    for (Path folder : folders("PATH")) {
      for (String program : PROGRAMS) {
        Path file = folder.resolve(program);
        if (Files.isRegularFile(file)) {
          interpreter(file).map(Path::getParent).map(Path::getParent).ifPresent(prefixes::add);
        }
      }
    }
    return prefixes;
  }

  private static Optional<Path> interpreter(Path program) {
    try (BufferedReader reader = Files.newBufferedReader(program, StandardCharsets.US_ASCII)) {
      String line = Optional.ofNullable(reader.readLine()).orElse("");
      String path = line.startsWith("#!") ? line.substring(2).strip().split("\\s+")[0] : "";
      return path.contains("python") ? Optional.of(Path.of(path)) : Optional.empty();
    } catch (MalformedInputException binary) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Path> packages(Path prefix) {
    List<Path> found = new ArrayList<>();
    for (String lib : List.of("lib", "lib64")) {
      Path folder = prefix.resolve(lib);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      for (Path python : pythons(folder)) {
        found.add(python.resolve("site-packages"));
        found.add(python.resolve("dist-packages"));
      }
    }
    return found;
  }

  private static List<Path> pythons(Path folder) {
    List<Path> pythons = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "python3*")) {
      stream.forEach(pythons::add);
    } catch (IOException unreadable) {
      return List.of();
    }
    pythons.sort(Comparator.comparingInt(Installation::minor).reversed());
    return pythons;
  }

  /// Debian's shared `python3` goes before folders of a version.
  private static int minor(Path folder) {
    Matcher matcher = VERSION.matcher(String.valueOf(folder.getFileName()));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
  }
}
