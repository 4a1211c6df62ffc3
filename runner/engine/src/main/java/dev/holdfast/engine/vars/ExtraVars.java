package dev.holdfast.engine.vars;

import dev.holdfast.engine.inventory.Combining;
import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlException;
import dev.holdfast.language.yaml.YamlNode;
import dev.holdfast.language.yaml.YamlReader;
import java.util.List;

/// The variables of `-e`: `key=value` pairs, a dict in YAML or JSON, or `@FILE`.
public final class ExtraVars {
  private ExtraVars() {}

  /// What a run is given.
  ///
  /// @param options as `-e` gives them
  /// @param values ready ones, which count more
  public record Given(List<String> options, DictValue values) {
    public Given {
      options = List.copyOf(options);
    }

    public static Given of(List<String> options) {
      return new Given(options, new DictValue());
    }
  }

  /// The variables of both kinds.
  ///
  /// @throws PlaybookException for what is no dict
  public static DictValue all(Given given, ProjectFiles files, Settings settings) {
    DictValue all = parse(given.options(), files, settings);
    given.values().entries().forEach(all::put);
    return all;
  }

  /// The variables of all options, later ones counting more.
  ///
  /// @throws PlaybookException for what is no dict
  public static DictValue parse(List<String> options, ProjectFiles files, Settings settings) {
    boolean merging = settings.text(Setting.DEFAULT_HASH_BEHAVIOUR).equals("merge");
    DictValue all = new DictValue();
    for (String option : options) {
      if (option.isEmpty()) {
        continue;
      }
      if (!(data(option, files, settings) instanceof DictValue dict)) {
        throw new PlaybookException(
            "Invalid extra vars data supplied. '"
                + option
                + "' could not be made into a dictionary");
      }
      dict.entries()
          .forEach((key, value) ->
              all.put(
                  key,
                  merging
                      ? all.get(key).map(low -> Combining.merge(low, value)).orElse(value)
                      : value));
    }
    return all;
  }

  private static Value data(String option, ProjectFiles files, Settings settings) {
    return switch (option.charAt(0)) {
      case '@' ->
          files
              .yaml(settings.userPath().resolve(option.substring(1)))
              .map(YamlNode::toValue)
              .orElse(None.NONE);
      case '/', '.' ->
          throw new PlaybookException(
              "Please prepend extra_vars filename '" + option + "' with '@'");
      case '[', '{' -> inline(option);
      default -> KeyValues.parse(option, false);
    };
  }

  private static Value inline(String text) {
    try {
      return YamlReader.load("<string>", text).root().toValue();
    } catch (YamlException e) {
      throw new PlaybookException(e.syntaxError(), e.at());
    }
  }
}
