package dev.holdfast.cli.common;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The answer to `--version`, in the lines that tools read from Ansible.
public final class VersionText {
  private VersionText() {}

  public static String[] of(String name, Console console) {
    Settings settings = Settings.load(console.paths());
    String modules =
        settings.paths(Setting.DEFAULT_MODULE_PATH).stream()
            .map(path -> "'" + path + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    String collections =
        settings.paths(Setting.COLLECTIONS_PATHS).stream()
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    List<String> lines = new ArrayList<>();
    lines.add(name + " [core " + settings.text(Setting.REPORTED_ANSIBLE_VERSION) + "]");
    lines.add("  config file = " + settings.file().map(Path::toString).orElse("None"));
    lines.add("  configured module search path = " + modules);
    lines.add("  ansible python module location = None (modules are built in)");
    lines.add("  ansible collection location = " + collections);
    lines.add(
        "  executable location = " + console.environment().getOrDefault("HOLDFAST_NAME", name));
    lines.add("  python version = None (Holdfast on Java " + Runtime.version() + ")");
    lines.add("  jinja version = 3.1.2");
    lines.add("  libyaml = True");
    return lines.toArray(String[]::new);
  }
}
