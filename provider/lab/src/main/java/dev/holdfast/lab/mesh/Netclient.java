package dev.holdfast.lab.mesh;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.Program;
import dev.holdfast.lab.program.DebianMachine;
import dev.holdfast.lab.program.Units;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `netclient` of one machine: registers with a token, and while its service runs the interface is
/// what the server says.
final class Netclient implements Program, Units.Behaviour {
  private static final String LINK = "netmaker";
  private static final String UNIT = "netclient.service";
  private static final String HOME = "/etc/netclient/";
  private static final int MTU = 1420;
  private static final int PORT = 51821;

  private final DebianMachine.Parts parts;
  private final FakeNetclient client;
  private final FileView files;
  private boolean registered;

  Netclient(DebianMachine.Parts parts, FakeNetclient client) {
    this.parts = parts;
    this.client = client;
    this.files = parts.files().as(Identity.ROOT);
    parts.units().behave(UNIT, this);
    parts.interfaces().beforeLooking(this::refresh);
  }

  @Override
  public Ran run(Call call) {
    String command = call.operands().isEmpty() ? "" : call.operands().getFirst();
    if (!call.who().isRoot()) {
      return Ends.failed(1, "This program must be run with elevated privileges (sudo). Exiting.\n");
    }
    if (command.equals("version")) {
      return Ends.ok("v" + version() + "\n");
    }
    identity(call);
    return switch (command) {
      case "register", "join" -> register(call);
      case "list" -> Ends.ok(list() + "\n");
      case "leave" -> leave(call);
      case "pull" -> {
        refresh();
        yield Ends.ok();
      }
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private String version() {
    return parts.packages().version("netclient").orElse("0").replaceFirst("-.*", "");
  }

  /// Any command makes the identity, as the real one does.
  private void identity(Call call) {
    String file = HOME + "netclient.json";
    ObjectNode own =
        files
            .maybe(file)
            .map(text -> (ObjectNode) JsonMapper.shared().readTree(text))
            .orElseGet(() ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("id", client.id())
                    .put("mtu", MTU)
                    .put("listenport", PORT));
    call.option("-m").ifPresent(mtu -> own.put("mtu", Integer.parseInt(mtu)));
    call.option("-p").ifPresent(port -> own.put("listenport", Integer.parseInt(port)));
    call.option("-o").ifPresent(name -> own.put("name", name));
    files.put(file, own.toPrettyString() + "\n", 0600);
  }

  private Ran register(Call call) {
    String token = call.option("-t").orElse("");
    parts.interfaces().hardware("eth0").ifPresent(client::withMac);
    call.option("-e")
        .or(() -> parts.interfaces().sites().keySet().stream().findFirst())
        .ifPresent(client::at);
    HttpResponse<String> answer;
    try {
      answer = client.tryRegister(token);
    } catch (UncheckedIOException | IllegalStateException e) {
      // The real one says so too, and ends with 0.
      return Ends.of(0, "", "[netclient] " + e.getMessage() + "\n");
    }
    if (answer.statusCode() != 200) {
      return Ends.failed(2, "[netclient] error registering with server: " + answer.body() + "\n");
    }
    String server = answer.uri().getAuthority();
    ObjectNode servers = JsonNodeFactory.instance.objectNode();
    servers.putObject(server).put("server", server);
    files.put(HOME + "servers.json", servers.toPrettyString() + "\n", 0600);
    registered = true;
    call.start("systemctl", "enable", "netclient");
    call.start("systemctl", "restart", "netclient");
    return Ends.ok("[netclient] registered with server " + server + "\n");
  }

  @Override
  public Optional<String> start() {
    return Optional.empty();
  }

  @Override
  public void stop() {
    parts.interfaces().remove(LINK);
  }

  /// What the server has for this machine; empty when it has none or does not answer.
  private Optional<JsonNode> said() {
    boolean known = registered && files.exists(HOME + "servers.json");
    if (!known) {
      return Optional.empty();
    }
    try {
      return Optional.of(client.pull());
    } catch (UncheckedIOException | IllegalStateException _) {
      return Optional.empty();
    }
  }

  private static List<JsonNode> nodes(Optional<JsonNode> said) {
    return said.map(each -> each.path("nodes").valueStream().toList()).orElse(List.of());
  }

  /// Lets the interface be what the server says.
  private synchronized void refresh() {
    if (parts.units().state(UNIT) != Units.State.ACTIVE) {
      return;
    }
    Optional<JsonNode> said = said();
    Map<String, String> addresses = new LinkedHashMap<>();
    for (JsonNode node : nodes(said)) {
      for (String field : List.of("address", "address6")) {
        String address = node.path(field).asString("");
        if (!address.isEmpty()) {
          addresses.put(address, "mesh " + node.path("network").asString(""));
        }
      }
    }
    int mtu = said.map(each -> each.path("host").path("mtu").asInt(0)).orElse(0);
    int wanted = mtu > 0 ? mtu : MTU;
    boolean same =
        parts.interfaces().links().stream()
            .anyMatch(link ->
                link.name().equals(LINK)
                    && link.mtu() == wanted
                    && link.addresses().equals(addresses));
    if (addresses.isEmpty()) {
      parts.interfaces().remove(LINK);
    } else if (!same) {
      parts.interfaces().add(LINK, "tun", wanted, addresses);
    }
  }

  private String list() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode node : nodes(said())) {
      ObjectNode each = all.addObject().put("network", node.path("network").asString(""));
      each.put("node_id", node.path("id").asString("")).put("connected", true);
      each.put("ipv4_addr", node.path("address").asString(""));
    }
    return all.toPrettyString();
  }

  private Ran leave(Call call) {
    List<JsonNode> nodes = nodes(said());
    String network = call.operands().size() > 1 ? call.operands().get(1) : "";
    boolean there =
        nodes.stream().anyMatch(node -> node.path("network").asString("").equals(network));
    if (!there) {
      return Ends.failed(1, "[netclient] network " + network + " not found\n");
    }
    if (nodes.size() > 1) {
      return Ends.notSimulated("netclient leave of one of several networks");
    }
    try {
      client.leave();
    } catch (UncheckedIOException | IllegalStateException e) {
      return Ends.failed(1, "[netclient] " + e.getMessage() + "\n");
    }
    registered = false;
    files.remove(HOME + "servers.json");
    refresh();
    return Ends.ok("[netclient] successfully left network " + network + "\n");
  }
}
