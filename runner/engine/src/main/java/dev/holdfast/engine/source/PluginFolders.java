package dev.holdfast.engine.source;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The folders in which plugins of a project lie: those beside playbooks and in roles, in the order
/// in which these were loaded, then those of the settings. What a role brings is there for all that
/// is loaded after it, as in Ansible.
public final class PluginFolders {
  /// A kind of plugins that the runner reads.
  public enum Kind {
    MODULES("library", Setting.DEFAULT_MODULE_PATH),
    MODULE_UTILS("module_utils", Setting.DEFAULT_MODULE_UTILS_PATH),
    ACTIONS("action_plugins", Setting.DEFAULT_ACTION_PLUGIN_PATH);

    private final String folder;
    private final Setting setting;

    Kind(String folder, Setting setting) {
      this.folder = folder;
      this.setting = setting;
    }
  }

  private final Settings settings;
  private final Set<Path> places = new LinkedHashSet<>();
  private final Map<Kind, List<Path>> known = new EnumMap<>(Kind.class);

  PluginFolders(Settings settings) {
    this.settings = settings;
  }

  /// Looks into the folders of a playbook's folder or a role too.
  public synchronized void add(Path place) {
    if (places.add(place.toAbsolutePath().normalize())) {
      known.clear();
    }
  }

  /// The folders that are there.
  public synchronized List<Path> of(Kind kind) {
    return known.computeIfAbsent(kind, this::read);
  }

  private List<Path> read(Kind kind) {
    List<Path> folders = new ArrayList<>();
    places.forEach(place -> folders.add(place.resolve(kind.folder)));
    folders.addAll(settings.paths(kind.setting));
    return folders.stream().filter(Files::isDirectory).toList();
  }
}
