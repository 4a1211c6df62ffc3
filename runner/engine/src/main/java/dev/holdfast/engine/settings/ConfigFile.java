package dev.holdfast.engine.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which `ansible.cfg` counts: the first that is there of the one that `ANSIBLE_CONFIG` names, the
/// one here, the user's, the system's.
///
/// @param warnings about a file that was passed over
record ConfigFile(Optional<Path> path, List<String> warnings) {
  private static final String NAME = "ansible.cfg";
  private static final Path SYSTEM = Path.of("/etc/ansible", NAME);

  static ConfigFile find(UserPath paths) {
    Optional<Path> named =
        Optional.ofNullable(paths.environment().get("ANSIBLE_CONFIG")).map(paths::resolve);
    List<Path> candidates = new ArrayList<>();
    named
        .map(path -> Files.isDirectory(path) ? path.resolve(NAME) : path)
        .ifPresent(candidates::add);
    Path here = paths.directory().resolve(NAME);
    boolean unsafe = worldWritable(paths.directory());
    if (!unsafe) {
      candidates.add(here);
    }
    candidates.add(paths.home().resolve("." + NAME));
    candidates.add(SYSTEM);
    Optional<Path> found = candidates.stream().filter(Files::isReadable).findFirst();
    boolean warn = unsafe && Files.exists(here) && !(named.isPresent() && found.equals(named));
    return new ConfigFile(found, warn ? List.of(warning(paths.directory())) : List.of());
  }

  private static String warning(Path directory) {
    return "Ansible is being run in a world writable directory ("
        + directory
        + "), ignoring it as an ansible.cfg source. For more information see"
        + " https://docs.ansible.com/ansible/devel/reference_appendices/config.html"
        + "#cfg-in-world-writable-dir";
  }

  private static boolean worldWritable(Path directory) {
    try {
      return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
