package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/// Several systemd machines at different places, with routers between them, apart from every
/// network of this host but for one link. Closing it removes all; so does the end of this program.
///
/// This host reaches the machines of open sites by their addresses; those of hidden sites only
/// through a machine that has a link into both.
public final class Network implements AutoCloseable {
  /// Addresses of a site below this one are the router's.
  private static final int FIRST_HOST = 10;

  private final Holder holder;
  private final Path directory;
  private final long cell;
  private final int base;
  private final List<Site> sites = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final List<Relay> relays = new ArrayList<>();
  private final Map<Machine, List<Link>> links = new HashMap<>();
  private Optional<Path> repository = Optional.empty();

  /// One link of a machine.
  ///
  /// @param name its name in the machine
  /// @param far the name of its other end, at the site's bridge
  private record Link(String name, String far, Site site, String address, boolean first) {
    String line() {
      return String.join(" ", name, far, site.bridge(), address, first ? site.gateway() : "-");
    }
  }

  private Network(Holder holder, Path directory, long cell, int base) {
    this.holder = holder;
    this.directory = directory;
    this.cell = cell;
    this.base = base;
  }

  /// Why there can be no such network here; empty when there can.
  public static Optional<String> missing() {
    return Machines.missing(Recipe.Kind.SYSTEMD).or(Needs::network);
  }

  /// An empty network; aborts the calling test with the reason where there can be none.
  public static Network open() {
    missing().ifPresent(Assumptions::abort);
    try {
      Path directory = Files.createTempDirectory("holdfast-network-");
      var holder =
          new Holder(
              List.of("/bin/sh", "-c", Holder.script("network.sh"), "network"),
              Map.of("M_DIR", directory.toString()));
      String[] ready = holder.await("ready").split(" ");
      return new Network(holder, directory, Long.parseLong(ready[0]), Integer.parseInt(ready[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A place that this host and all other places reach.
  public Site site(String name) {
    return site(name, false);
  }

  /// A place behind address translation: its machines reach out, nobody reaches in.
  public Site hidden(String name) {
    return site(name, true);
  }

  private Site site(String name, boolean hidden) {
    int number = sites.size() + 1;
    if (number > 7) {
      throw new MachineException("A network has room for seven sites");
    }
    String three = "198.18." + (base + number) + ".";
    var site = new Site(name, number, three + "0/24", three + "1", hidden);
    holder.command(
        String.join(
            " ", "site", site.bridge(), site.gateway(), site.prefix(), hidden ? "hidden" : "open"));
    holder.await("made");
    sites.add(site);
    return site;
  }

  /// A directory of this host that machines started from now on see, read only, at
  /// `/srv/repository`.
  public void offer(Path packages) {
    repository = Optional.of(packages);
  }

  /// Offers the fakes of Kubernetes and netclient as `/srv/repository/kubernetes/v1.NN/deb`,
  /// `/srv/repository/debian` and `/srv/repository/netmaker`, flat repositories each.
  public void offerFakes() {
    offer(Fakes.build(directory));
  }

  /// The address at which machines reach a server of this program that listens on that port of
  /// loopback.
  public InetSocketAddress reach(int port) {
    return reach(port, 0);
  }

  /// The same at a port of its own, such as 443 where a token names only a host.
  public InetSocketAddress reach(int port, int as) {
    try {
      var relay = new Relay(InetAddress.getByName("198.18." + base + ".1"), as, port);
      relays.add(relay);
      return relay.address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a machine.
  public Machine start(Placement placement) {
    return start(List.of(placement)).getFirst();
  }

  /// Starts machines, all at once.
  public List<Machine> start(List<Placement> placements) {
    int before = machines.size();
    List<Callable<Machine>> starts =
        IntStream.range(0, placements.size())
            .<Callable<Machine>>mapToObj(i -> () -> start(placements.get(i), before + i))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Machine> started = new ArrayList<>();
      for (Future<Machine> each : threads.invokeAll(starts)) {
        started.add(each.get());
      }
      return started;
    } catch (ExecutionException e) {
      throw new MachineException("Unable to start the machines", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("Interrupted while machines were started", e);
    }
  }

  private Machine start(Placement placement, int number) {
    List<Link> own =
        IntStream.range(0, placement.sites().size())
            .mapToObj(i -> {
              Site site = placement.sites().get(i);
              String far = "m%de%d".formatted(number, i);
              return new Link("eth" + i, far, site, site.address(FIRST_HOST + number), i == 0);
            })
            .toList();
    var settings = new HashMap<String, String>();
    settings.put("M_LINKS", String.join("\n", own.stream().map(Link::line).toList()));
    settings.put("M_LIBRARY", placement.disk() == 0 ? "" : placement.disk() + "m");
    settings.put("M_REPOSITORY", repository.map(Path::toString).orElse(""));
    Machine machine =
        Machines.start(
            Recipe.of(Recipe.Kind.SYSTEMD)
                .named(placement.name())
                .withSshd(placement.sshd().toArray(String[]::new)),
            new Machines.Wiring(cell, own.getFirst().address(), settings));
    synchronized (links) {
      machines.add(machine);
      links.put(machine, own);
    }
    return machine;
  }

  /// The machine's address in a site.
  public String address(Machine machine, Site site) {
    return linksOf(machine).stream()
        .filter(link -> link.site().equals(site))
        .map(Link::address)
        .findFirst()
        .orElseThrow(() -> new MachineException(machine.name() + " is not in " + site.name()));
  }

  /// Pulls all cables of a machine: nothing goes out or comes in, and its links have no carrier.
  public void disconnect(Machine machine) {
    linksOf(machine).forEach(link -> inside("ip", "link", "set", link.far(), "down"));
  }

  /// Ends a [#disconnect].
  public void connect(Machine machine) {
    linksOf(machine).forEach(link -> inside("ip", "link", "set", link.far(), "up"));
  }

  /// Runs a program of this host at the routers.
  Ran inside(String... command) {
    var line = new ArrayList<>(List.of("nsenter", "--net=/proc/" + cell + "/ns/net", "--"));
    line.addAll(List.of(command));
    Ran ran = Programs.run(line, new byte[0]);
    ran.text();
    return ran;
  }

  private List<Link> linksOf(Machine machine) {
    List<Link> own = links.get(machine);
    if (own == null) {
      throw new MachineException(machine.name() + " is not of this network");
    }
    return own;
  }

  /// A directory of this host that goes away with the network.
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      machines.forEach(machine -> threads.execute(machine::close));
    }
    holder.close();
  }
}
