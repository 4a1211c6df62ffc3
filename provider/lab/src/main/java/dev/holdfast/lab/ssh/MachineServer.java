package dev.holdfast.lab.ssh;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;

/// The SSH server of one machine: its own host key, made at its start, and the users and authorised
/// keys that its files name.
public final class MachineServer implements AutoCloseable {
  private static final String HOST_KEY = "/etc/ssh/ssh_host_ecdsa_key.pub";

  /// Held, because a logger that nobody holds forgets its level.
  private static final Logger LOG = Logger.getLogger("org.apache.sshd");

  private final SshServer server;
  private final InetSocketAddress address;
  private final String hostKey;

  /// Where a connection that the machine forwards really goes.
  interface Routes {
    Optional<InetSocketAddress> way(String host, int port);
  }

  private MachineServer(SshServer server, InetSocketAddress address, String hostKey) {
    this.server = server;
    this.address = address;
    this.hostKey = hostKey;
  }

  static MachineServer start(MemoryMachine machine, Routes routes) {
    LOG.setLevel(Level.OFF);
    KeyPair key = newKey();
    String line = PublicKeyEntry.toString(key.getPublic());
    machine.files().as(Identity.ROOT).put(HOST_KEY, line + " root@" + machine.name() + "\n", 0644);
    SshServer server = SshServer.setUpDefaultServer();
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "HoldfastLab_1");
    // Without it each answer waits for the other side's delayed acknowledgement.
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server.setHost(loopback.getHostAddress());
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPublickeyAuthenticator((user, given, _) -> authorised(machine, user, given));
    server.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
    server.setForwardingFilter(Forwarded.FILTER);
    server.setChannelFactories(
        List.of(
            org.apache.sshd.server.channel.ChannelSessionFactory.INSTANCE,
            new Forwarded.Factory(routes)));
    server.setCommandFactory((channel, line0) -> new ShellChannel(machine, channel, line0));
    server.setSubsystemFactories(List.of());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the server of " + machine.name() + " cannot start", e);
    }
    return new MachineServer(server, new InetSocketAddress(loopback, server.getPort()), line);
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return address;
  }

  /// The public half of its host key as a line, for pinning.
  public String hostKey() {
    return hostKey;
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("a server cannot stop", e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has P-256", e);
    }
  }

  private static boolean authorised(MemoryMachine machine, String user, PublicKey key) {
    Optional<Identity> who = machine.accounts().identity(user);
    if (who.isEmpty()) {
      return false;
    }
    String wanted = PublicKeyEntry.toString(key);
    FileView files = machine.files().as(Identity.ROOT);
    return files
        .maybe(who.get().home() + "/.ssh/authorized_keys")
        .map(text -> text.lines().anyMatch(line -> names(line, wanted)))
        .orElse(false);
  }

  /// Whether a line, behind its options, has the key.
  private static boolean names(String line, String wanted) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    List<String> key = Arrays.asList(wanted.split(" ")).subList(0, 2);
    return !line.startsWith("#") && java.util.Collections.indexOfSubList(words, key) >= 0;
  }
}
