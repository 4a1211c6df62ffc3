package dev.holdfast.engine.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Paths as a user writes them: `~`, `$VARIABLE`, relative to some place.
///
/// @param environment the variables that `$NAME` stands for
/// @param directory where the command was started
/// @param home what `~` stands for
/// @param packaged the root of the project when it is no folder of this machine but packaged
///   resources; texts below it stand for those
public record UserPath(
    Map<String, String> environment, Path directory, Path home, Optional<Path> packaged) {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([^}]*)\\}|(\\w+))");

  public UserPath {
    environment = Map.copyOf(environment);
  }

  public UserPath(Map<String, String> environment, Path directory, Path home) {
    this(environment, directory, home, Optional.empty());
  }

  /// The same for a project: what lies in a file system of its own is found there.
  public UserPath within(Path project) {
    boolean folder = project.getFileSystem().equals(directory.getFileSystem());
    return new UserPath(
        environment, directory, home, folder ? Optional.empty() : Optional.of(project));
  }

  /// The place that the text of a path stands for, which variables such as `role_path` and
  /// positions in files are.
  public Path at(String text) {
    return packaged
        .filter(root -> text.equals(root.toString()) || text.startsWith(root + "/"))
        .map(root -> root.getFileSystem().getPath(text))
        .orElseGet(() -> Path.of(text));
  }

  /// What the process sees.
  public static UserPath ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
    return new UserPath(environment, Path.of("").toAbsolutePath(), Path.of(home));
  }

  /// The absolute path, without `.` and `..`; links are not followed.
  public Path resolve(String text) {
    return resolve(text, directory);
  }

  /// @param base what a relative path is relative to; when it is a file, its folder
  public Path resolve(String text, Path base) {
    Path folder = Files.isRegularFile(base) ? parent(base) : base;
    String expanded = expand(text);
    Path place = expanded.startsWith("/") ? at(expanded) : absolute(folder).resolve(expanded);
    return place.normalize();
  }

  private Path absolute(Path folder) {
    return folder.isAbsolute() ? folder : directory.resolve(folder);
  }

  /// The text with `~` and variables replaced; unknown variables stay.
  public String expand(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String value = environment.getOrDefault(name, matcher.group());
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    String expanded = matcher.appendTail(out).toString();
    if (expanded.equals("~")) {
      return home.toString();
    }
    return expanded.startsWith("~/") ? home + expanded.substring(1) : expanded;
  }

  private static Path parent(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of("/") : folder;
  }
}
