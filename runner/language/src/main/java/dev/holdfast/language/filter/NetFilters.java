package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The family of `ansible.utils.ipaddr` (`plugin_utils/base/ipaddr_utils.py`).
final class NetFilters {
  /// An address as it was written.
  ///
  /// @param network whether it was written with a prefix
  private record Given(IpNetwork net, boolean network, Value value) {}

  private NetFilters() {}

  static Value ipAddr(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("ipaddr", args, "query", "version", "alias");
    int version = params.get("version").filter(Truth::of).map(Numbers::index).orElse(0);
    return query(input, params.text("query", ""), version, params.text("alias", "ipaddr"));
  }

  static Value ipv4(Value input, Arguments args, EvalContext context) {
    return query(input, Params.of("ipv4", args, "query").text("query", ""), 4, "ipv4");
  }

  static Value ipv6(Value input, Arguments args, EvalContext context) {
    return query(input, Params.of("ipv6", args, "query").text("query", ""), 6, "ipv6");
  }

  static Value ipWrap(Value input, Arguments args, EvalContext context) {
    String query = Params.of("ipwrap", args, "query").text("query", "");
    Optional<List<Value>> items = Kit.sequence(input);
    if (items.isPresent()) {
      return Kit.list(items.get().stream().map(item -> wrapped(item, query, item)).toList());
    }
    Value found = query(input, query, 0, "ipwrap");
    return wrapped(input, query, found);
  }

  private static Value wrapped(Value input, String query, Value found) {
    boolean matches = Truth.of(query(input, query, 0, "ipwrap"));
    return matches ? query(found, "wrap", 0, "ipwrap") : input;
  }

  static Value query(Value input, String query, int version, String alias) {
    Optional<List<Value>> items = Kit.sequence(input);
    if (items.isPresent()) {
      List<Value> answers = new ArrayList<>();
      for (Value item : items.get()) {
        Value answer = query(item, query, version, "ipaddr");
        if (Truth.of(answer)) {
          answers.add(answer);
        }
      }
      return Kit.list(answers);
    }
    if (!Truth.of(input) || input == Bool.TRUE) {
      return Bool.FALSE;
    }
    Optional<Given> given = given(input, version);
    if (given.isEmpty() || (version != 0 && given.get().net().version() != version)) {
      return Bool.FALSE;
    }
    return answer(given.get(), query, alias);
  }

  private static Optional<Given> given(Value input, int version) {
    String text = Text.str(input);
    if (text.matches("[0-9]+")) {
      return IpNetwork.ofNumber(new BigInteger(text), version, -1)
          .map(net -> new Given(net, false, Str.of(net.toString())));
    }
    Optional<Given> written =
        IpNetwork.parse(text).map(net -> new Given(net, text.contains("/"), input));
    if (written.isPresent() || !text.matches("[0-9]+/[0-9]{1,3}")) {
      return written;
    }
    String[] parts = text.split("/");
    return IpNetwork.ofNumber(new BigInteger(parts[0]), 0, Integer.parseInt(parts[1]))
        .map(net -> new Given(net, true, Str.of(net.toString())));
  }

  private static Value answer(Given given, String query, String alias) {
    IpNetwork net = given.net();
    Optional<Value> known = AddressQueries.answer(net, given.network(), given.value(), query);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<IpNetwork> inside = IpNetwork.parse(query);
    if (inside.isPresent() && !query.matches("[0-9]+")) {
      return inside.get().contains(net) ? given.value() : None.NONE;
    }
    if (!query.matches("-?[0-9]+")) {
      throw TemplateError.filter(alias + ": unknown filter type: " + query);
    }
    return nth(given, new BigInteger(query));
  }

  private static Value nth(Given given, BigInteger index) {
    IpNetwork net = given.net();
    if (net.size().equals(BigInteger.ONE)) {
      return Str.of(given.network() ? net.toString() : net.ip());
    }
    return member(net, index).<Value>map(ip -> Str.of(ip + "/" + net.prefix())).orElse(Bool.FALSE);
  }

  private static Optional<String> member(IpNetwork net, BigInteger index) {
    BigInteger place = index.signum() < 0 ? net.size().add(index) : index;
    return place.signum() >= 0 && place.compareTo(net.size()) < 0
        ? Optional.of(net.text(net.first().add(place)))
        : Optional.empty();
  }

  private static IpNetwork require(Value input) {
    return given(input, 0)
        .map(Given::net)
        .orElseThrow(() ->
            TemplateError.filter(
                "You must pass a valid IP address; " + Text.str(input) + " is invalid"));
  }

  static Value nthHost(Value input, Arguments args, EvalContext context) {
    String query = Params.of("nthhost", args, "query").text("query", "");
    Optional<Given> given = given(input, 0);
    if (given.isEmpty() || !query.matches("-?[0-9]+")) {
      return Bool.FALSE;
    }
    BigInteger nth = new BigInteger(query);
    return member(given.get().net(), nth).<Value>map(Str::of).orElse(Bool.FALSE);
  }

  static Value ipMath(Value input, Arguments args, EvalContext context) {
    Value amount = Params.of("ipmath", args, "amount").require("amount");
    IpNetwork net = require(input);
    if (!(amount instanceof Int(BigInteger number))) {
      throw TemplateError.filter(
          "You must pass an integer for arithmetic; %s is not a valid integer"
              .formatted(Text.str(amount)));
    }
    return Str.of(net.text(net.address().add(number)));
  }

  static Value ip4Hex(Value input, Arguments args, EvalContext context) {
    String delimiter = Params.of("ip4_hex", args, "delimiter").text("delimiter", "");
    List<String> parts = new ArrayList<>();
    for (String part : Text.str(input).split("\\.")) {
      int octet =
          Numbers.parseInt(part, 10)
              .orElseThrow(() ->
                  PythonError.valueError("invalid literal for int() with base 10: '" + part + "'"))
              .intValue();
      parts.add("%02x".formatted(octet));
    }
    return Str.of(String.join(delimiter, parts.subList(0, Math.min(4, parts.size()))));
  }

  static Value nextNth(Value input, Arguments args, EvalContext context) {
    return shifted("next_nth_usable", input, args, 1);
  }

  static Value previousNth(Value input, Arguments args, EvalContext context) {
    return shifted("previous_nth_usable", input, args, -1);
  }

  private static Value shifted(String function, Value input, Arguments args, int sign) {
    Value offset = Params.of(function, args, "offset").require("offset");
    Optional<Given> given = given(input, 0);
    if (given.isEmpty()) {
      return Bool.FALSE;
    }
    if (!(offset instanceof Int(BigInteger number))) {
      throw TemplateError.filter("Must pass in an integer");
    }
    IpNetwork net = given.get().net();
    boolean network = net.isNetworkAddress() && net.size().compareTo(BigInteger.ONE) > 0;
    IpNetwork base = network ? net.cidr() : net;
    BigInteger wanted = base.address().add(number.multiply(BigInteger.valueOf(sign)));
    return AddressQueries.usable(base, wanted) ? Str.of(base.text(wanted)) : None.NONE;
  }

  static Value ipSubnet(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("ipsubnet", args, "query", "index");
    Optional<Given> given = given(input, 0);
    if (given.isEmpty()) {
      return Bool.FALSE;
    }
    boolean host =
        given.get().net().size().equals(BigInteger.ONE) || !given.get().net().isNetworkAddress();
    IpNetwork net = given.get().net().cidr();
    String query = params.text("query", "");
    if (query.isEmpty()) {
      return Str.of(net.toString());
    }
    if (!query.matches("[0-9]+")) {
      return rank(net, query);
    }
    int length = Integer.parseInt(query);
    if (length > net.width()) {
      return Bool.FALSE;
    }
    Optional<Integer> index = params.get("index").map(Text::str).map(Integer::valueOf);
    return host && net.prefix() == net.width()
        ? superNet(net, length, index)
        : subnet(net, length, index);
  }

  private static Value superNet(IpNetwork net, int length, Optional<Integer> index) {
    int up = length + index.orElse(0);
    int size = index.filter(i -> i < 0).map(i -> net.width() + i).orElse(up);
    return size < 0 || size > net.width()
        ? Bool.FALSE
        : Str.of(net.withPrefix(size).cidr().toString());
  }

  private static Value subnet(IpNetwork net, int length, Optional<Integer> index) {
    int deeper = length - net.prefix();
    if (deeper < 0) {
      throw TemplateError.filter("Requested subnet size of " + length + " is invalid");
    }
    BigInteger count = BigInteger.ONE.shiftLeft(deeper);
    if (index.isEmpty()) {
      return Str.of(count.toString());
    }
    BigInteger wanted = BigInteger.valueOf(index.get());
    BigInteger place = wanted.signum() < 0 ? wanted.add(count) : wanted;
    if (place.signum() < 0 || place.compareTo(count) >= 0) {
      return Bool.FALSE;
    }
    BigInteger first = net.first().add(place.shiftLeft(net.width() - length));
    return Str.of(new IpNetwork(net.version(), first, length).toString());
  }

  /// Which subnet of `query` this is, counted from one.
  private static Value rank(IpNetwork net, String query) {
    IpNetwork outer =
        IpNetwork.parse(query)
            .map(IpNetwork::cidr)
            .orElseThrow(() ->
                TemplateError.filter(
                    "You must pass a valid subnet or IP address; " + query + " is invalid"));
    if (!outer.contains(net)) {
      throw TemplateError.filter("%s is not in the subnet %s".formatted(net, outer));
    }
    BigInteger place = net.first().subtract(outer.first()).shiftRight(net.width() - net.prefix());
    return Str.of(place.add(BigInteger.ONE).toString());
  }

  static Value networkInUsable(Value input, Arguments args, EvalContext context) {
    IpNetwork test = require(Params.of("network_in_usable", args, "test").require("test"));
    IpNetwork net = require(input).cidr();
    boolean single = net.size().equals(BigInteger.ONE);
    IpNetwork inner = test.cidr();
    return Bool.of(
        single
            ? net.contains(inner)
            : AddressQueries.usable(net, inner.first())
                && AddressQueries.usable(net, inner.last()));
  }

  static Value networkInNetwork(Value input, Arguments args, EvalContext context) {
    IpNetwork test = require(Params.of("network_in_network", args, "test").require("test"));
    return Bool.of(require(input).cidr().contains(test.cidr()));
  }

  static boolean isIp(Value input, Arguments args, EvalContext context) {
    return input instanceof Str(String text, _, _) && IpNetwork.parse(text).isPresent();
  }

  static boolean isIpv4(Value input, Arguments args, EvalContext context) {
    return isVersion(input, 4);
  }

  static boolean isIpv6(Value input, Arguments args, EvalContext context) {
    return isVersion(input, 6);
  }

  private static boolean isVersion(Value input, int version) {
    return input instanceof Str(String text, _, _)
        && IpNetwork.parse(text).filter(net -> net.version() == version).isPresent();
  }
}
