package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.clock.VirtualClock;
import java.time.Instant;

/// What a simulated server is.
///
/// @param release the version that it plays
/// @param pro whether it is the Pro edition
/// @param loginLimit whether ten logins a minute lock an address out (builds after May 2026)
/// @param clock the time it lives in
/// @param seed what random answers follow from
/// @param port where it listens; 0 takes a free port
public record NetmakerOptions(
    Release release, boolean pro, boolean loginLimit, SimulatorClock clock, long seed, int port) {

  /// The last release that is too old.
  public static final Release TOO_OLD = new Release(0, 90, 0);

  /// The oldest era: flags as texts, no automatic removal.
  public static final Release FIRST = new Release(0, 99, 0);

  /// The end of that era.
  public static final Release TEXTS = new Release(1, 5, 0);

  /// The redesigned records.
  public static final Release NEWEST = new Release(1, 5, 1);

  /// A community server 1.5.1 in virtual time.
  public static NetmakerOptions community() {
    return new NetmakerOptions(
        NEWEST, false, false, new VirtualClock(Instant.parse("2026-06-01T00:00:00Z")), 1, 0);
  }

  /// The same in another version.
  public NetmakerOptions playing(Release other) {
    return new NetmakerOptions(other, pro, loginLimit, clock, seed, port);
  }

  /// The same as the Pro edition.
  public NetmakerOptions asPro() {
    return new NetmakerOptions(release, true, loginLimit, clock, seed, port);
  }

  /// The same, locking out who logs in too often.
  public NetmakerOptions limitingLogins() {
    return new NetmakerOptions(release, pro, true, clock, seed, port);
  }

  /// The same in another time.
  public NetmakerOptions in(SimulatorClock other) {
    return new NetmakerOptions(release, pro, loginLimit, other, seed, port);
  }

  /// The same on a fixed port.
  public NetmakerOptions onPort(int other) {
    return new NetmakerOptions(release, pro, loginLimit, clock, seed, other);
  }
}
