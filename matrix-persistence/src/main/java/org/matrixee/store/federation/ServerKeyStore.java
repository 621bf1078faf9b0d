package org.matrixee.store.federation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.ServerName;

/**
 * Signing keys of other servers, kept so that old events can be verified when a server is gone.
 * Every method needs a running transaction.
 */
public interface ServerKeyStore {
  /** All keys of a server that we have ever seen. */
  List<PublishedKey> find(ServerName server);

  /** The same for many servers, with a few statements; those without any are left out. */
  Map<ServerName, List<PublishedKey>> findAll(Collection<ServerName> servers);

  /** Writes keys; those with the same ID are replaced, others stay. No ID may be there twice. */
  void save(ServerName server, List<PublishedKey> keys);
}
