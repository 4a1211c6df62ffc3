package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// Filters of `community.general` that fit nowhere else: each is a file of its own there.
final class GeneralFilters {
  private static final Map<String, Integer> DIALECTS =
      Map.of("excel", (int) ',', "excel-tab", (int) '\t', "unix", (int) ',');

  private GeneralFilters() {}

  static Value crc32(Value input, Arguments args, EvalContext context) {
    Params.of("crc32s", args);
    if (!(Kit.plain(input) instanceof Str text)) {
      throw TemplateError.filter(
          "Invalid value type (%s) for crc32 (%s)"
              .formatted(Kit.typeRepr(input), Text.repr(input)));
    }
    CRC32 sum = new CRC32();
    sum.update(text.text().getBytes(StandardCharsets.UTF_8));
    return Str.of(Long.toHexString(sum.getValue()));
  }

  static Value unicodeNormalize(Value input, Arguments args, EvalContext context) {
    String form = Params.of("unicode_normalize", args, "form").text("form", "NFC");
    if (!(Kit.plain(input) instanceof Str text)) {
      throw TemplateError.filterType(Kit.typeRepr(input) + " is not a valid input type");
    }
    if (!Set.of("NFC", "NFD", "NFKC", "NFKD").contains(form)) {
      throw TemplateError.filter(form + " is not a valid form");
    }
    return Str.of(Normalizer.normalize(text.text(), Normalizer.Form.valueOf(form)));
  }

  /// Every line of comma-separated values as a dictionary under the names of the first.
  static Value fromCsv(Value input, Arguments args, EvalContext context) {
    Params params =
        Params.of(
            "from_csv", args, "dialect", "fieldnames", "delimiter", "skipinitialspace", "strict");
    String dialect = params.text("dialect", "excel");
    Integer delimiter = DIALECTS.get(dialect);
    if (delimiter == null) {
      throw TemplateError.filter(
          "Dialect '%s' is not supported by your version of python.".formatted(dialect));
    }
    Optional<String> given = params.get("delimiter").map(Text::str);
    if (given.filter(text -> text.codePointCount(0, text.length()) != 1).isPresent()) {
      throw TemplateError.filter(
          "Unable to create custom dialect: \"delimiter\" must be a 1-character string");
    }
    CsvReader reader =
        new CsvReader(
            given.map(text -> text.codePointAt(0)).orElse(delimiter),
            params.truth("skipinitialspace", false),
            params.truth("strict", false));
    String text = Text.str(input);
    List<List<String>> records =
        new ArrayList<>(reader.read(text.startsWith("\ufeff") ? text.substring(1) : text));
    Optional<List<Value>> names = params.get("fieldnames").map(Sequences::iterate);
    List<Value> header =
        names.orElseGet(() ->
            records.isEmpty()
                ? List.of()
                : records.removeFirst().stream().<Value>map(Str::of).toList());
    return Kit.list(
        records.stream()
            .filter(record -> !record.isEmpty())
            .map(record -> named(header, record))
            .toList());
  }

  /// What is beyond the names stands under `None`, what is missing is `None`.
  private static Value named(List<Value> header, List<String> record) {
    DictValue dict = new DictValue();
    for (int i = 0; i < header.size(); i++) {
      dict.put(header.get(i), i < record.size() ? Str.of(record.get(i)) : None.NONE);
    }
    if (record.size() > header.size()) {
      dict.put(None.NONE, Kit.strings(record.subList(header.size(), record.size())));
    }
    return dict;
  }

  /// Lists of dictionaries, those merged that have the same value under one key.
  static Value listsMergeBy(Value input, Arguments args, EvalContext context) {
    Map<String, Value> named = args.named();
    if (!Set.of("recursive", "list_merge").containsAll(named.keySet())) {
      throw TemplateError.filter(
          "'recursive' and 'list_merge' are the only valid keyword arguments.");
    }
    boolean recursive = Optional.ofNullable(named.get("recursive")).map(Truth::of).orElse(false);
    String how = Optional.ofNullable(named.get("list_merge")).map(Text::str).orElse("replace");
    List<Value> terms = new ArrayList<>(List.of(input));
    terms.addAll(args.positional());
    if (terms.size() < 2) {
      throw TemplateError.filter("At least one list and index are needed.");
    }
    Value index = Kit.plain(terms.removeLast());
    List<Value> lists = new ArrayList<>();
    terms.forEach(term -> flatten(term, lists));
    if (lists.size() < 2) {
      return lists.isEmpty() ? Kit.list(List.of()) : lists.getFirst();
    }
    if (!(index instanceof Str)) {
      throw TemplateError.filter(
          ("First argument after the lists for community.general.lists_mergeby must be string. %s is"
                  + " %s")
              .formatted(Text.str(index), Kit.typeRepr(index)));
    }
    Value result = lists.getLast();
    for (Value list : lists.reversed().subList(1, lists.size())) {
      result = merged(List.of(list, result), index, recursive, how);
    }
    return result;
  }

  private static boolean isSequence(Value value) {
    return Kit.plain(value) instanceof Str || Kit.sequence(value).isPresent();
  }

  private static void flatten(Value term, List<Value> lists) {
    if (!isSequence(term)) {
      throw TemplateError.filter(
          ("All arguments before the argument index for community.general.lists_mergeby must be"
                  + " lists. %s is %s")
              .formatted(Text.str(term), Kit.typeRepr(term)));
    }
    List<Value> items = Sequences.iterate(term);
    if (!items.isEmpty() && items.stream().allMatch(GeneralFilters::isSequence)) {
      lists.addAll(items);
    } else if (!items.isEmpty()) {
      lists.add(term);
    }
  }

  private static Value merged(List<Value> pair, Value index, boolean recursive, String how) {
    DictValue groups = new DictValue();
    for (Value list : pair) {
      for (Value item : Sequences.iterate(list)) {
        DictValue dict =
            Kit.dict(item)
                .orElseThrow(() ->
                    TemplateError.filter(
                        "Elements of list arguments for lists_mergeby must be dictionaries. %s is %s"
                            .formatted(Text.str(item), Kit.typeRepr(item))));
        Optional<Value> key = dict.get(index);
        if (key.isPresent()) {
          Comparison.requireHashable(key.get());
          Value before = groups.get(key.get()).orElseGet(DictValue::new);
          groups.put(key.get(), MergeHash.merge(before, dict, recursive, how));
        }
      }
    }
    return Kit.list(
        SequenceFilters.sorted(
            new ArrayList<>(groups.entries().values()),
            each -> ((DictValue) each).get(index).orElse(None.NONE),
            false));
  }
}
