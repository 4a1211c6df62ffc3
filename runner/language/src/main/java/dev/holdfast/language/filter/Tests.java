package dev.holdfast.language.filter;

import static java.util.Map.entry;

import dev.holdfast.language.jinja.Test;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// Every test.
public final class Tests {
  private Tests() {}

  private static final Map<String, Test> BUILTIN =
      Map.ofEntries(
          entry("!=", CoreTests::unequal),
          entry("<", CoreTests::less),
          entry("<=", CoreTests::lessOrEqual),
          entry("==", CoreTests::equal),
          entry(">", CoreTests::greater),
          entry(">=", CoreTests::greaterOrEqual),
          entry("abs", FileTests::absolute),
          entry("all", CoreTests::all),
          entry("any", CoreTests::any),
          entry("boolean", CoreTests::bool),
          entry("callable", CoreTests::callable),
          entry("change", CoreTests::changed),
          entry("changed", CoreTests::changed),
          entry("contains", CoreTests::contains),
          entry("defined", CoreTests::defined),
          entry("directory", FileTests::directory),
          entry("divisibleby", CoreTests::divisibleBy),
          entry("eq", CoreTests::equal),
          entry("equalto", CoreTests::equal),
          entry("escaped", CoreTests::escaped),
          entry("even", CoreTests::even),
          entry("exists", FileTests::exists),
          entry("failed", CoreTests::failed),
          entry("failure", CoreTests::failed),
          entry("false", CoreTests::isFalse),
          entry("falsy", CoreTests::falsy),
          entry("file", FileTests::file),
          entry("filter", CoreTests::isFilter),
          entry("finished", CoreTests::finished),
          entry("float", CoreTests::real),
          entry("ge", CoreTests::greaterOrEqual),
          entry("greaterthan", CoreTests::greater),
          entry("gt", CoreTests::greater),
          entry("in", CoreTests::in),
          entry("integer", CoreTests::integer),
          entry("is_abs", FileTests::absolute),
          entry("is_dir", FileTests::directory),
          entry("is_file", FileTests::file),
          entry("is_link", FileTests::link),
          entry("is_mount", FileTests::mount),
          entry("is_same_file", FileTests::sameFile),
          entry("isnan", CoreTests::nan),
          entry("issubset", CoreTests::subset),
          entry("issuperset", CoreTests::superset),
          entry("iterable", CoreTests::iterable),
          entry("le", CoreTests::lessOrEqual),
          entry("lessthan", CoreTests::less),
          entry("link", FileTests::link),
          entry("link_exists", FileTests::linkExists),
          entry("lower", CoreTests::lower),
          entry("lt", CoreTests::less),
          entry("mapping", CoreTests::mapping),
          entry("match", RegexFilters::testMatch),
          entry("mount", FileTests::mount),
          entry("nan", CoreTests::nan),
          entry("ne", CoreTests::unequal),
          entry("none", CoreTests::none),
          entry("number", CoreTests::number),
          entry("odd", CoreTests::odd),
          entry("reachable", CoreTests::reachable),
          entry("regex", RegexFilters::testRegex),
          entry("same_file", FileTests::sameFile),
          entry("sameas", CoreTests::sameAs),
          entry("search", RegexFilters::testSearch),
          entry("sequence", CoreTests::sequence),
          entry("skip", CoreTests::skipped),
          entry("skipped", CoreTests::skipped),
          entry("started", CoreTests::started),
          entry("string", CoreTests::string),
          entry("subset", CoreTests::subset),
          entry("succeeded", CoreTests::succeeded),
          entry("success", CoreTests::succeeded),
          entry("successful", CoreTests::succeeded),
          entry("superset", CoreTests::superset),
          entry("test", CoreTests::isTest),
          entry("true", CoreTests::isTrue),
          entry("truthy", CoreTests::truthy),
          entry("undefined", CoreTests::undefined),
          entry("unreachable", CoreTests::unreachable),
          entry("upper", CoreTests::upper),
          entry("uri", UrlFilters::isUri),
          entry("url", UrlFilters::isUrl),
          entry("urn", UrlFilters::isUrn),
          entry("vault_encrypted", CoreTests::vaultEncrypted),
          entry("version", Versions::compare),
          entry("version_compare", Versions::compare));

  private static final Map<String, Test> UTILS =
      Map.ofEntries(
          entry("ip", NetFilters::isIp),
          entry("ip_address", NetFilters::isIp),
          entry("ipv4", NetFilters::isIpv4),
          entry("ipv4_address", NetFilters::isIpv4),
          entry("ipv6", NetFilters::isIpv6),
          entry("ipv6_address", NetFilters::isIpv6));

  /// Every test under every name.
  public static final Map<String, Test> ALL = all();

  private static Map<String, Test> all() {
    Map<String, Test> all = new HashMap<>(Names.collection("ansible.utils", UTILS));
    all.putAll(BUILTIN);
    return Collections.unmodifiableMap(all);
  }
}
