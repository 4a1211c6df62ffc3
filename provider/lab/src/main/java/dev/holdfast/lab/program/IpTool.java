package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Program;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `ip`, in the forms that playbooks and modules read: one line for each object.
record IpTool(Interfaces interfaces) implements Program {
  private static final String FOREVER = "\\       valid_lft forever preferred_lft forever";

  @Override
  public Ran run(Call call) {
    interfaces.look();
    String line = String.join(" ", call.arguments());
    if (line.equals("-o addr show") || line.equals("-o addr")) {
      return Ends.ok(addresses(interfaces.links()));
    }
    if (line.matches("-o addr show dev [^ ]+")) {
      return device(line.substring(line.lastIndexOf(' ') + 1));
    }
    if (line.equals("-o link show") || line.equals("-o link")) {
      return Ends.ok(links(Optional.empty()));
    }
    if (line.matches("-d -o link show type [a-z]+")) {
      return Ends.ok(links(Optional.of(line.substring(line.lastIndexOf(' ') + 1))));
    }
    if (line.matches("route show( table all)?")) {
      return Ends.ok(routes());
    }
    if (line.equals("netns list")) {
      return Ends.ok();
    }
    if (line.matches("link delete [^ ]+")) {
      return delete(line.substring("link delete ".length()));
    }
    return Ends.notSimulated("ip " + line);
  }

  private Ran device(String name) {
    List<Interfaces.Link> found =
        interfaces.links().stream().filter(link -> link.name().equals(name)).toList();
    return found.isEmpty()
        ? Ends.failed(1, "Device \"%s\" does not exist.\n".formatted(name))
        : Ends.ok(addresses(found));
  }

  private static String addresses(List<Interfaces.Link> links) {
    StringBuilder out = new StringBuilder();
    for (Interfaces.Link link : links) {
      for (String address : link.addresses().keySet().stream().sorted().toList()) {
        String family = address.contains(":") ? "inet6" : "inet";
        String scope = link.kind().equals("loopback") ? "host" : "global";
        out.append(
            String.format(
                Locale.ROOT,
                "%d: %s    %s %s scope %s %s%s\n",
                link.index(),
                link.name(),
                family,
                address,
                scope,
                link.name(),
                FOREVER));
      }
    }
    return out.toString();
  }

  private String links(Optional<String> kind) {
    return interfaces.links().stream()
        .filter(link -> kind.filter(wanted -> !wanted.equals(link.kind())).isEmpty())
        .map(link -> line(link, kind.isPresent()))
        .collect(Collectors.joining());
  }

  private String line(Interfaces.Link link, boolean details) {
    boolean loopback = link.kind().equals("loopback");
    String flags = loopback ? "LOOPBACK,UP,LOWER_UP" : "BROADCAST,MULTICAST,UP,LOWER_UP";
    String tunnel =
        link.local()
            .map(local -> " vxlan id 1 local " + local + " dev eth0 srcport 0 0")
            .orElse("");
    return String.format(
        Locale.ROOT,
        "%d: %s: <%s> mtu %d qdisc noqueue state %s mode DEFAULT group default qlen 1000"
            + "\\    link/%s %s brd ff:ff:ff:ff:ff:ff%s\n",
        link.index(),
        link.name(),
        flags,
        link.mtu(),
        loopback ? "UNKNOWN" : "UP",
        loopback ? "loopback" : "ether",
        interfaces.hardware(link),
        details ? tunnel : "");
  }

  private String routes() {
    StringBuilder out = new StringBuilder();
    for (Interfaces.Link link : interfaces.links()) {
      boolean loopback = link.kind().equals("loopback");
      for (String address : loopback ? List.<String>of() : List.copyOf(link.addresses().keySet())) {
        out.append(address).append(" dev ").append(link.name());
        out.append(" proto kernel scope link \n");
      }
    }
    return out.toString();
  }

  private Ran delete(String name) {
    return interfaces.remove(name)
        ? Ends.ok()
        : Ends.failed(1, "Cannot find device \"%s\"\n".formatted(name));
  }
}
