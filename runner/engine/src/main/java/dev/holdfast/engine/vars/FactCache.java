package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Facts that outlive a run, one JSON file a host: the setting `fact_caching = jsonfile`.
final class FactCache {
  private final Optional<Path> folder;
  private final String prefix;
  private final Duration lifetime;
  private final Clock clock;
  private final Warnings warnings;

  private FactCache(
      Optional<Path> folder, String prefix, Duration lifetime, Clock clock, Warnings warnings) {
    this.folder = folder;
    this.prefix = prefix;
    this.lifetime = lifetime;
    this.clock = clock;
    this.warnings = warnings;
  }

  /// What the settings ask for; a cache that cannot be used is warned of, and facts live as long as
  /// the run.
  static FactCache of(Settings settings, Clock clock, Warnings warnings) {
    String plugin = settings.text(Setting.CACHE_PLUGIN);
    String name = plugin.substring(plugin.lastIndexOf('.') + 1);
    Optional<Path> folder = Optional.empty();
    if (name.equals("jsonfile")) {
      folder = folder(settings, warnings);
    } else if (!name.equals("memory")) {
      warnings.warn("the fact cache '" + plugin + "' is not supported; facts live in memory");
    }
    String prefix =
        settings.isGiven(Setting.CACHE_PLUGIN_PREFIX)
            ? settings.text(Setting.CACHE_PLUGIN_PREFIX)
            : "";
    Duration lifetime = Duration.ofSeconds(settings.number(Setting.CACHE_PLUGIN_TIMEOUT));
    return new FactCache(folder, prefix, lifetime, clock, warnings);
  }

  private static Optional<Path> folder(Settings settings, Warnings warnings) {
    Optional<String> given = settings.optional(Setting.CACHE_PLUGIN_CONNECTION);
    if (given.isEmpty()) {
      warnings.warn(
          "error, 'jsonfile' cache plugin requires the 'fact_caching_connection' config option to be"
              + " set (to a writeable directory path)");
      return Optional.empty();
    }
    try {
      return Optional.of(Files.createDirectories(settings.userPath().resolve(given.get())));
    } catch (IOException e) {
      warnings.warn(
          "error in 'jsonfile' cache, configured path (%s) does not have necessary permissions (rwx), disabling plugin"
              .formatted(given.get()));
      return Optional.empty();
    }
  }

  /// The facts of a host that are still fresh.
  Optional<DictValue> load(String host) {
    return folder.map(dir -> file(dir, host)).filter(this::fresh).flatMap(this::read);
  }

  private Path file(Path dir, String host) {
    return dir.resolve(prefix + host.replace('/', '_'));
  }

  private boolean fresh(Path file) {
    try {
      return Files.isRegularFile(file)
          && (lifetime.isZero()
              || Files.getLastModifiedTime(file)
                  .toInstant()
                  .plus(lifetime)
                  .isAfter(clock.instant()));
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<DictValue> read(Path file) {
    try {
      return Optional.of(JsonReader.read(Files.readString(file)))
          .filter(DictValue.class::isInstance)
          .map(DictValue.class::cast);
    } catch (IOException | JsonException e) {
      warnings.warn(
          "error in 'jsonfile' cache plugin while trying to read %s : %s. Most likely a corrupt file, so erasing and failing."
              .formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  void save(String host, DictValue facts) {
    if (folder.isEmpty()) {
      return;
    }
    Path file = file(folder.get(), host);
    try {
      Path temporary = Files.createTempFile(folder.get(), ".fact", ".tmp");
      Files.writeString(
          temporary, JsonWriter.write(facts, JsonFormat.PLAIN.withIndent(4).withSortKeys(true)));
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      warnings.warn(
          "error in 'jsonfile' cache plugin while trying to write to '%s' : %s"
              .formatted(file, e.getMessage()));
    }
  }

  void remove(String host) {
    if (folder.isPresent()) {
      try {
        Files.deleteIfExists(file(folder.get(), host));
      } catch (IOException e) {
        warnings.warn(
            "the facts of " + host + " cannot be removed from the cache: " + e.getMessage());
      }
    }
  }
}
