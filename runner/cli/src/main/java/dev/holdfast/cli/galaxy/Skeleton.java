package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The folders and files that a new role or collection begins with.
final class Skeleton {
  private Skeleton() {}

  static void role(Path target, String name, boolean force) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String part : new String[] {"defaults", "handlers", "tasks", "vars"}) {
      files.put(part + "/main.yml", "---\n# " + part + " file for " + name + "\n");
    }
    files.put(
        "meta/main.yml",
        "galaxy_info:\n  author: your name\n  description: your role description\n  license: license"
            + " (GPL-2.0-or-later, MIT, etc)\n  min_ansible_version: \"2.1\"\n  galaxy_tags:"
            + " []\n\ndependencies: []\n");
    files.put("README.md", name + "\n" + "=".repeat(name.length()) + "\n");
    files.put("tests/inventory", "localhost\n\n");
    files.put(
        "tests/test.yml",
        "---\n- hosts: localhost\n  remote_user: root\n  roles:\n    - " + name + "\n");
    write(target, files, force);
    Files.createDirectories(target.resolve("files"));
    Files.createDirectories(target.resolve("templates"));
  }

  static void collection(Path target, String namespace, String name, boolean force)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "galaxy.yml",
        "namespace: %s\nname: %s\nversion: 1.0.0\nreadme: README.md\nauthors:\n- your name\n"
            .formatted(namespace, name));
    files.put("README.md", "# Ansible Collection - " + namespace + "." + name + "\n");
    files.put("meta/runtime.yml", "---\n# requires_ansible: '>=2.9.10'\n");
    files.put("plugins/README.md", "# Collections Plugins Directory\n");
    write(target, files, force);
    Files.createDirectories(target.resolve("roles"));
    Files.createDirectories(target.resolve("docs"));
  }

  private static void write(Path target, Map<String, String> files, boolean force)
      throws IOException {
    if (Files.exists(target) && !force) {
      throw CommandException.error(
          "- the directory "
              + target
              + " already exists. You can use --force to re-initialize this directory,\nhowever it"
              + " will reset any main.yml files that may have\nbeen modified there already.");
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
