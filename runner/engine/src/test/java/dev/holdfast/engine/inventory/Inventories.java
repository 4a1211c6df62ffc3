package dev.holdfast.engine.inventory;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.settings.UserPath;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.vault.Vaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Inventories of tests, with the warnings that they gave.
final class Inventories {
  private static final Composition NOTHING =
      new Composition() {
        @Override
        public Templar templar() {
          throw new AssertionError("nothing is built from other sources here");
        }

        @Override
        public DictValue extra() {
          return new DictValue();
        }

        @Override
        public DictValue facts(String host) {
          return new DictValue();
        }
      };

  final List<String> warnings = new ArrayList<>();
  private final Settings settings;
  private final Path folder;

  private Inventories(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  static Inventories in(Path folder) {
    return new Inventories(folder, Settings.load(new UserPath(Map.of(), folder, folder)));
  }

  Inventories with(Setting setting, String value) {
    return new Inventories(folder, settings.with(setting, value));
  }

  Inventory load(List<String> sources) {
    ProjectFiles files = new ProjectFiles(settings, folder, Vaults.NONE, warnings::add);
    return Inventory.load(
        Hosts.of(sources), files, settings, NOTHING, warnings::add, warnings::add);
  }

  static List<String> names(List<Host> hosts) {
    return hosts.stream().map(Host::name).toList();
  }
}
