package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlDocument;
import dev.holdfast.language.yaml.YamlFormat;
import dev.holdfast.language.yaml.YamlReader;
import dev.holdfast.language.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Filters from and to JSON and YAML.
final class DataFilters {
  private DataFilters() {}

  static Value toJson(Value input, Arguments args, EvalContext context) {
    return json("to_json", input, args.named(), JsonFormat.PLAIN);
  }

  static Value toNiceJson(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of(
            "to_nice_json", new Arguments(args.positional(), Map.of()), "indent", "sort_keys");
    JsonFormat format = JsonFormat.PLAIN.withIndent(4).withSortKeys(true);
    Optional<Value> indent = params.given("indent");
    JsonFormat indented = indent.map(width -> withIndent(format, width)).orElse(format);
    return json(
        "to_nice_json",
        input,
        args.named(),
        indented.withSortKeys(params.truth("sort_keys", true)).withSeparators(",", ": "));
  }

  private static Value json(
      String filter, Value input, Map<String, Value> named, JsonFormat start) {
    JsonFormat format = start;
    for (Map.Entry<String, Value> option : named.entrySet()) {
      format = jsonOption(filter, format, option.getKey(), option.getValue());
    }
    return Str.of(JsonWriter.write(input, format)).asVerbatim();
  }

  private static JsonFormat jsonOption(String filter, JsonFormat format, String name, Value value) {
    return switch (name) {
      case "indent" -> {
        JsonFormat indented = withIndent(format, value);
        yield filter.equals("to_nice_json") ? indented.withSeparators(",", ": ") : indented;
      }
      case "sort_keys" -> format.withSortKeys(Truth.of(value));
      case "ensure_ascii" -> format.withEnsureAscii(Truth.of(value));
      case "allow_nan" -> format.withAllowNan(Truth.of(value));
      case "skipkeys" -> format.withSkipKeys(Truth.of(value));
      case "separators" -> {
        List<Value> pair = Sequences.iterate(value);
        yield format.withSeparators(Text.str(pair.get(0)), Text.str(pair.get(1)));
      }
      case "vault_to_text", "preprocess_unsafe", "check_circular" -> format;
      default ->
          throw PythonError.typeError(
              "AnsibleJSONEncoder.__init__() got an unexpected keyword argument '" + name + "'");
    };
  }

  private static JsonFormat withIndent(JsonFormat format, Value indent) {
    return switch (indent) {
      case Str(String text, _, _) -> format.withIndent(text);
      case Value number when Types.isNumber(number) -> format.withIndent(Numbers.index(number));
      default -> format;
    };
  }

  static Value fromJson(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (!(plain instanceof Str(String text, _, _))) {
      throw PythonError.typeError(
          "the JSON object must be str, bytes or bytearray, not " + Types.name(plain));
    }
    return Unsafe.mark(JsonReader.read(text), input);
  }

  static Value toYaml(Value input, Arguments args, EvalContext context) {
    return yaml("to_yaml", input, args.named(), YamlFormat.PLAIN);
  }

  static Value toNiceYaml(Value input, Arguments args, EvalContext context) {
    YamlFormat format =
        args.positional().isEmpty()
            ? YamlFormat.NICE
            : YamlFormat.NICE.withIndent(Numbers.index(args.positional().getFirst()));
    return yaml("to_nice_yaml", input, args.named(), format);
  }

  private static Value yaml(
      String filter, Value input, Map<String, Value> named, YamlFormat start) {
    YamlFormat format = start;
    try {
      for (Map.Entry<String, Value> option : named.entrySet()) {
        format = yamlOption(format, option.getKey(), option.getValue());
      }
      return Str.of(YamlWriter.write(input, format)).asVerbatim();
    } catch (UndefinedError e) {
      throw e;
    } catch (LanguageException e) {
      throw TemplateError.filter(filter + " - " + e.message());
    }
  }

  private static YamlFormat yamlOption(YamlFormat format, String name, Value value) {
    return switch (name) {
      case "indent" -> format.withIndent(Kit.isNone(value) ? 2 : Numbers.index(value));
      case "width" ->
          format.withWidth(Kit.isNone(value) ? 80 : (int) NumberFilters.toDouble(value));
      case "sort_keys" -> format.withSortKeys(Truth.of(value));
      case "default_flow_style" ->
          format.withFlow(Kit.isNone(value) ? Optional.empty() : Optional.of(Truth.of(value)));
      case "explicit_start" -> format.withMarks(Truth.of(value), format.explicitEnd());
      case "explicit_end" -> format.withMarks(format.explicitStart(), Truth.of(value));
      case "default_style" ->
          Text.str(value).isEmpty() ? format : format.withScalarStyle(Text.str(value).charAt(0));
      case "allow_unicode" -> format.withAllowUnicode(Truth.of(value));
      default ->
          throw PythonError.typeError(
              "dump_all() got an unexpected keyword argument '" + name + "'");
    };
  }

  static Value fromYaml(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (!(plain instanceof Str(String text, _, _))) {
      return plain;
    }
    return Unsafe.mark(YamlReader.read("<unicode string>", text).root().toValue(), input);
  }

  static Value fromYamlAll(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (!(plain instanceof Str(String text, _, _))) {
      return plain;
    }
    List<YamlDocument> documents = YamlReader.readAll("<unicode string>", text);
    return Unsafe.mark(
        Kit.list(documents.stream().map(document -> document.root().toValue()).toList()), input);
  }

  /// Ansible's filter `bool`: only `yes`, `on`, `1` and `true` are true.
  static Value bool(Value input, Arguments args, EvalContext context) {
    Value value = Kit.plain(input);
    if (Kit.isNone(value) || value instanceof Bool) {
      return value;
    }
    if (value instanceof Str) {
      return Bool.of(List.of("yes", "on", "1", "true").contains(Kit.lower(value)));
    }
    return Bool.of(Numbers.asDouble(value).filter(number -> number == 1).isPresent());
  }
}
