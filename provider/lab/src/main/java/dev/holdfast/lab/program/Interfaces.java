package dev.holdfast.lab.program;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The network interfaces of a machine, with their addresses.
public final class Interfaces {
  private static final String FOLDER = "/sys/class/net/";

  private final FileView files;
  private final List<Link> links = new ArrayList<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final int machine;
  private int index;

  /// One interface.
  ///
  /// @param kind `ether`, `loopback`, `tun`, `bridge` or `vxlan`
  /// @param local the address at which a tunnel begins
  /// @param addresses with their prefix lengths, each with the name of the site that it is in
  public record Link(
      int index,
      String name,
      String kind,
      int mtu,
      Optional<String> local,
      Map<String, String> addresses) {
    public Link {
      addresses = Map.copyOf(addresses);
    }
  }

  /// @param name of the machine, which its hardware addresses follow from
  Interfaces(MemoryFiles files, String name) {
    this.files = files.as(Identity.ROOT);
    this.machine = name.hashCode();
    add("lo", "loopback", 65536, Map.of("127.0.0.1/8", ""));
  }

  /// Puts an interface there; one of that name is replaced.
  public void add(String name, String kind, int mtu, Map<String, String> addresses) {
    add(name, kind, mtu, Optional.empty(), addresses);
  }

  public synchronized void add(
      String name, String kind, int mtu, Optional<String> local, Map<String, String> addresses) {
    remove(name);
    index++;
    links.add(new Link(index, name, kind, mtu, local, addresses));
    boolean loopback = kind.equals("loopback");
    files.put(FOLDER + name + "/mtu", mtu + "\n", 0644);
    files.put(FOLDER + name + "/operstate", loopback ? "unknown\n" : "up\n", 0444);
    files.put(FOLDER + name + "/address", hardware(links.getLast()) + "\n", 0444);
    files.put(FOLDER + name + "/type", loopback ? "772\n" : "1\n", 0444);
    files.put(FOLDER + name + "/flags", loopback ? "0x9\n" : "0x1003\n", 0644);
  }

  /// Takes an interface away; says whether there was one.
  public synchronized boolean remove(String name) {
    boolean removed = links.removeIf(link -> link.name().equals(name));
    if (removed) {
      files.remove(FOLDER + name);
    }
    return removed;
  }

  public synchronized List<Link> links() {
    return List.copyOf(links);
  }

  /// The addresses without their prefix lengths, each with its site; the loopback's left out.
  public Map<String, String> sites() {
    Map<String, String> sites = new LinkedHashMap<>();
    for (Link link : links()) {
      link.addresses()
          .forEach((address, site) -> {
            if (!site.isEmpty()) {
              sites.put(address.replaceFirst("/.*", ""), site);
            }
          });
    }
    return sites;
  }

  /// The interface that has an address.
  public Optional<Link> having(String address) {
    return links().stream()
        .filter(
            link -> link.addresses().keySet().stream().anyMatch(a -> a.startsWith(address + "/")))
        .findFirst();
  }

  String hardware(Link link) {
    return link.kind().equals("loopback")
        ? "00:00:00:00:00:00"
        : String.format(
            Locale.ROOT,
            "52:54:%02x:%02x:%02x:%02x",
            machine >> 16 & 0xff,
            machine >> 8 & 0xff,
            machine & 0xff,
            link.index() & 0xff);
  }

  /// The hardware address of an interface.
  public Optional<String> hardware(String name) {
    return links().stream()
        .filter(link -> link.name().equals(name))
        .map(this::hardware)
        .findFirst();
  }

  /// Does something each time before a program of the machine looks at its interfaces.
  public void beforeLooking(Runnable work) {
    watchers.add(work);
  }

  void look() {
    watchers.forEach(Runnable::run);
  }
}
