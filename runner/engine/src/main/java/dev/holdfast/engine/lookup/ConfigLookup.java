package dev.holdfast.engine.lookup;

import dev.holdfast.engine.settings.PluginOptions;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The values of settings, also of the connections and become methods that are built in.
///
/// Source: `ansible/plugins/lookup/config.py`.
record ConfigLookup(Settings settings, Templar templar, Given given) {
  private static final Set<String> MODES = Set.of("error", "warn", "skip");

  List<Value> run(List<Value> terms) {
    String missing = given.text("on_missing", "error");
    Optional<Map<String, PluginOptions.Option>> options = plugin(missing);
    List<Value> values = new ArrayList<>();
    for (Value term : terms) {
      if (!(term instanceof Str(String name, _, _))) {
        throw TemplateError.options(
            "Invalid setting identifier, \"%s\" is not a string, its a %s"
                .formatted(Text.str(term), Terms.type(term)));
      }
      Optional<Value> value =
          options.isPresent()
              ? Optional.ofNullable(options.get().get(name)).map(this::value)
              : Stream.of(Setting.values())
                  .filter(known -> known.name().equals(name))
                  .findFirst()
                  .map(this::value);
      if (value.isPresent()) {
        values.add(value.get());
      } else if (missing.equals("error")) {
        throw TemplateError.lookup("Unable to find setting " + name);
      } else if (missing.equals("warn")) {
        templar.services().warnings().accept("Skipping, did not find setting " + name);
      }
    }
    return values;
  }

  /// The options of the plugin that is asked for, if one is.
  private Optional<Map<String, PluginOptions.Option>> plugin(String missing) {
    Optional<String> type = given.text("plugin_type");
    Optional<String> name = given.text("plugin_name");
    if (type.isPresent() != name.isPresent()) {
      throw TemplateError.options(
          "Both plugin_type and plugin_name are required, cannot use one without the other");
    }
    if (!MODES.contains(missing)) {
      throw TemplateError.options(
          "\"on_missing\" must be a string and one of \"error\", \"warn\" or \"skip\", not "
              + missing);
    }
    if (type.isEmpty()) {
      return Optional.empty();
    }
    String plugin = name.orElseThrow();
    return Optional.of(
        PluginOptions.of(type.get(), plugin)
            .orElseThrow(() ->
                TemplateError.lookup(
                    "Unable to load %s plugin \"%s\"".formatted(type.get(), plugin))));
  }

  private Value value(PluginOptions.Option option) {
    return option.variables().stream()
        .flatMap(name -> templar.variables().lookup(name).stream())
        .findFirst()
        .map(templar::template)
        .or(() -> Optional.of(value(option.setting())).filter(value -> value != None.NONE))
        .or(() -> option.otherwise().map(Str::of))
        .orElse(None.NONE);
  }

  private Value value(Setting setting) {
    return switch (setting.type()) {
      case TEXT, PATH -> settings.optional(setting).<Value>map(Str::of).orElse(None.NONE);
      case BOOLEAN -> Bool.of(settings.bool(setting));
      case NUMBER -> Int.of(settings.number(setting));
      case LIST -> texts(settings.list(setting));
      case PATHS, PATH_LIST -> texts(settings.paths(setting));
    };
  }

  private static ListValue texts(List<?> items) {
    return new ListValue(items.stream().map(item -> Str.of(item.toString())).toList());
  }
}
