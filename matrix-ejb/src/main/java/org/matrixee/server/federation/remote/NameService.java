package org.matrixee.server.federation.remote;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.server.federation.remote.rules.ServiceRecord;

/** Questions to the DNS. Holds no thread while it waits. */
interface NameService {
  /** The SRV records of a name; empty if there are none, or if nobody answers. */
  CompletionStage<List<ServiceRecord>> services(String name);

  /** The addresses of a host, IPv4 first; empty if it has none, or if nobody answers. */
  CompletionStage<List<InetAddress>> addresses(String host);
}
