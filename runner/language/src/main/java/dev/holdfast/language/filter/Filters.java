package dev.holdfast.language.filter;

import static java.util.Map.entry;

import dev.holdfast.language.jinja.Filter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Every filter.
public final class Filters {
  private Filters() {}

  /// Filters whose result is text and is never read as a literal.
  public static final Set<String> TEXT =
      Set.of("string", "to_json", "to_nice_json", "to_yaml", "to_nice_yaml", "tojson");

  private static final Map<String, Filter> BUILTIN =
      Map.ofEntries(
          entry("abs", NumberFilters::absolute),
          entry("attr", SequenceFilters::attribute),
          entry("b64decode", HashFilters::b64decode),
          entry("b64encode", HashFilters::b64encode),
          entry("basename", PathFilters::basename),
          entry("batch", SequenceFilters::batch),
          entry("bool", DataFilters::bool),
          entry("capitalize", TextFilters::capitalize),
          entry("center", TextFilters::center),
          entry("checksum", HashFilters::sha1),
          entry("combinations", Combinatorics::combinations),
          entry("combine", DictFilters::combine),
          entry("comment", MiscFilters::comment),
          entry("commonpath", PathFilters::commonPath),
          entry("count", SequenceFilters::length),
          entry("d", MiscFilters::defaultValue),
          entry("default", MiscFilters::defaultValue),
          entry("dict2items", DictFilters::dict2items),
          entry("dictsort", SequenceFilters::dictSort),
          entry("difference", SetFilters::difference),
          entry("dirname", PathFilters::dirname),
          entry("e", TextFilters::escape),
          entry("escape", TextFilters::escape),
          entry("expanduser", PathFilters::expandUser),
          entry("expandvars", PathFilters::expandVars),
          entry("extract", DictFilters::extract),
          entry("fileglob", PathFilters::fileGlob),
          entry("filesizeformat", TextFilters::fileSizeFormat),
          entry("first", SequenceFilters::first),
          entry("flatten", Combinatorics::flatten),
          entry("float", NumberFilters::toFloat),
          entry("forceescape", TextFilters::escape),
          entry("format", TextFilters::format),
          entry("from_json", DataFilters::fromJson),
          entry("from_yaml", DataFilters::fromYaml),
          entry("from_yaml_all", DataFilters::fromYamlAll),
          entry("groupby", SequenceFilters::groupBy),
          entry("hash", HashFilters::hash),
          entry("human_readable", NumberFilters::humanReadable),
          entry("human_to_bytes", NumberFilters::humanToBytes),
          entry("indent", TextFilters::indent),
          entry("int", NumberFilters::toInt),
          entry("intersect", SetFilters::intersect),
          entry("items", SequenceFilters::items),
          entry("items2dict", DictFilters::items2dict),
          entry("join", SequenceFilters::join),
          entry("last", SequenceFilters::last),
          entry("length", SequenceFilters::length),
          entry("list", SequenceFilters::list),
          entry("log", NumberFilters::log),
          entry("lower", TextFilters::lower),
          entry("mandatory", MiscFilters::mandatory),
          entry("map", SequenceFilters::map),
          entry("max", SequenceFilters::max),
          entry("md5", HashFilters::md5),
          entry("min", SequenceFilters::min),
          entry("normpath", PathFilters::normPath),
          entry("password_hash", PasswordHash::filter),
          entry("path_join", PathFilters::join),
          entry("permutations", Combinatorics::permutations),
          entry("pow", NumberFilters::power),
          entry("pprint", MiscFilters::prettyPrint),
          entry("product", Combinatorics::product),
          entry("quote", MiscFilters::quote),
          entry("random", RandomFilters::random),
          entry("realpath", PathFilters::realpath),
          entry("regex_escape", RegexFilters::escape),
          entry("regex_findall", RegexFilters::findAll),
          entry("regex_replace", RegexFilters::replace),
          entry("regex_search", RegexFilters::search),
          entry("reject", SequenceFilters::reject),
          entry("rejectattr", SequenceFilters::rejectAttribute),
          entry("rekey_on_member", DictFilters::rekeyOnMember),
          entry("relpath", PathFilters::relpath),
          entry("replace", TextFilters::replace),
          entry("reverse", SequenceFilters::reverse),
          entry("root", NumberFilters::root),
          entry("round", NumberFilters::round),
          entry("safe", TextFilters::safe),
          entry("select", SequenceFilters::select),
          entry("selectattr", SequenceFilters::selectAttribute),
          entry("sha1", HashFilters::sha1),
          entry("shuffle", RandomFilters::shuffle),
          entry("slice", SequenceFilters::slice),
          entry("sort", SequenceFilters::sort),
          entry("split", MiscFilters::split),
          entry("splitext", PathFilters::splitext),
          entry("strftime", TimeFilters::strftime),
          entry("string", TextFilters::string),
          entry("striptags", TextFilters::stripTags),
          entry("subelements", Combinatorics::subelements),
          entry("sum", SequenceFilters::sum),
          entry("symmetric_difference", SetFilters::symmetricDifference),
          entry("ternary", MiscFilters::ternary),
          entry("title", TextFilters::title),
          entry("to_datetime", TimeFilters::toDatetime),
          entry("to_json", DataFilters::toJson),
          entry("to_nice_json", DataFilters::toNiceJson),
          entry("to_nice_yaml", DataFilters::toNiceYaml),
          entry("to_uuid", HashFilters::toUuid),
          entry("to_yaml", DataFilters::toYaml),
          entry("tojson", TextFilters::htmlJson),
          entry("trim", TextFilters::trim),
          entry("truncate", TextFilters::truncate),
          entry("type_debug", MiscFilters::typeDebug),
          entry("union", SetFilters::union),
          entry("unique", SetFilters::unique),
          entry("unvault", HashFilters::unvault),
          entry("upper", TextFilters::upper),
          entry("urldecode", UrlFilters::decode),
          entry("urlencode", UrlFilters::encode),
          entry("urlize", Urlize::filter),
          entry("urlsplit", UrlFilters::split),
          entry("vault", HashFilters::vault),
          entry("win_basename", PathFilters::winBasename),
          entry("win_dirname", PathFilters::winDirname),
          entry("win_splitdrive", PathFilters::winSplitDrive),
          entry("wordcount", TextFilters::wordCount),
          entry("wordwrap", TextFilters::wordWrap),
          entry("xmlattr", TextFilters::xmlAttributes),
          entry("zip", Combinatorics::zip),
          entry("zip_longest", Combinatorics::zipLongest));

  private static final Map<String, Filter> GENERAL =
      Map.ofEntries(
          entry("counter", DictFilters::counter),
          entry("crc32", GeneralFilters::crc32),
          entry("dict", DictFilters::fromPairs),
          entry("dict_kv", DictFilters::dictKv),
          entry("from_csv", GeneralFilters::fromCsv),
          entry("groupby_as_dict", DictFilters::groupByAsDict),
          entry("json_query", JmesEval::query),
          entry("lists_mergeby", GeneralFilters::listsMergeBy),
          entry("random_mac", RandomFilters::randomMac),
          entry("to_days", TimeUnits.to("d")),
          entry("to_hours", TimeUnits.to("h")),
          entry("to_milliseconds", TimeUnits.to("ms")),
          entry("to_minutes", TimeUnits.to("m")),
          entry("to_months", TimeUnits.to("mo")),
          entry("to_seconds", TimeUnits.to("s")),
          entry("to_time_unit", TimeUnits::convert),
          entry("to_weeks", TimeUnits.to("w")),
          entry("to_years", TimeUnits.to("y")),
          entry("unicode_normalize", GeneralFilters::unicodeNormalize),
          entry("version_sort", MiscFilters::versionSort));

  private static final Map<String, Filter> UTILS =
      Map.ofEntries(
          entry("ip4_hex", NetFilters::ip4Hex),
          entry("ipaddr", NetFilters::ipAddr),
          entry("ipmath", NetFilters::ipMath),
          entry("ipsubnet", NetFilters::ipSubnet),
          entry("ipv4", NetFilters::ipv4),
          entry("ipv6", NetFilters::ipv6),
          entry("ipwrap", NetFilters::ipWrap),
          entry("network_in_network", NetFilters::networkInNetwork),
          entry("network_in_usable", NetFilters::networkInUsable),
          entry("next_nth_usable", NetFilters::nextNth),
          entry("nthhost", NetFilters::nthHost),
          entry("previous_nth_usable", NetFilters::previousNth));

  /// Every filter under every name.
  public static final Map<String, Filter> ALL = all();

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>(Names.collection("community.general", GENERAL));
    all.putAll(Names.collection("ansible.utils", UTILS));
    all.putAll(Names.collection("ansible.netcommon", UTILS));
    all.putAll(BUILTIN);
    return Collections.unmodifiableMap(all);
  }
}
