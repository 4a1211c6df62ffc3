package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The rules of a machine's firewall: a list whose positions count from 0, the newest first.
final class FirewallRules {

  private static final String RULES = "/nodes/{node}/qemu/{vmid}/firewall/rules";

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET " + RULES, FirewallRules::list),
          entry("POST " + RULES, FirewallRules::add),
          entry("GET " + RULES + "/{pos}", FirewallRules::read),
          entry("PUT " + RULES + "/{pos}", FirewallRules::change),
          entry("DELETE " + RULES + "/{pos}", FirewallRules::remove));

  private static final Set<String> NOT_KEPT =
      Set.of("node", "vmid", "pos", "digest", "delete", "moveto");

  private FirewallRules() {}

  private static String digest(Vm vm) {
    return Vm.sha1(vm.firewallRules().toString());
  }

  private static Map<String, Object> shown(Vm vm, int position) {
    Map<String, Object> line = new LinkedHashMap<>(vm.firewallRules().get(position));
    line.computeIfPresent("enable", (_, value) -> Integer.valueOf(value.toString()));
    line.put("digest", digest(vm));
    return line;
  }

  private static Object list(Request request) {
    Vm vm = request.vm();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < vm.firewallRules().size(); i++) {
      Map<String, Object> line = shown(vm, i);
      line.put("pos", i);
      list.add(line);
    }
    return list;
  }

  /// Here the position is a text, as it came with the path.
  private static Object read(Request request) {
    Map<String, Object> line = shown(request.vm(), position(request));
    line.put("pos", request.need("pos"));
    return line;
  }

  private static int position(Request request) {
    int position = Integer.parseInt(request.need("pos"));
    if (position >= request.vm().firewallRules().size()) {
      throw Stop.error("no rule at position " + position);
    }
    return position;
  }

  private static Object add(Request request) {
    Vm vm = request.vm();
    request.checkDigest(digest(vm));
    NavigableMap<String, String> rule = new TreeMap<>();
    keep(request, rule);
    rule.putIfAbsent("enable", "0");
    vm.firewallRules().addFirst(rule);
    return Request.NOTHING;
  }

  private static Object change(Request request) {
    Vm vm = request.vm();
    request.checkDigest(digest(vm));
    int position = position(request);
    NavigableMap<String, String> rule = vm.firewallRules().get(position);
    if (request.text("moveto").isPresent()) {
      // A move is nothing but a move: what else was sent is not looked at.
      vm.firewallRules().remove(position);
      int to = (int) Math.min(request.number("moveto", 0), vm.firewallRules().size());
      vm.firewallRules().add(to, rule);
    } else {
      request.text("delete").map(Format::split).orElse(List.of()).forEach(rule::remove);
      keep(request, rule);
    }
    return Request.NOTHING;
  }

  private static Object remove(Request request) {
    Vm vm = request.vm();
    request.checkDigest(digest(vm));
    vm.firewallRules().remove(position(request));
    return Request.NOTHING;
  }

  private static void keep(Request request, NavigableMap<String, String> rule) {
    request
        .values()
        .forEach((key, value) -> {
          if (!NOT_KEPT.contains(key)) {
            rule.put(key, value);
          }
        });
  }
}
