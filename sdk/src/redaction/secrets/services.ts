/** Services whose keys have no form of their own: a random value assigned to a name that holds one of these is one. */
export const services: ReadonlySet<string> = new Set(
  (
    "abuseipdb abyssale activecampaign adafruit adobe adzuna aeroworkflow ahrefs airbrake airtable airvisual " +
    "aiven alchemy algolia alibaba alienvault alphavantage ambee amplitude anthropic anypoint apacta apify " +
    "apilayer appcenter appcues appfollow appointedd appoptics appsynergy apptivo artifactory asana " +
    "atlassian auth0 aviationstack aws axonaut aylien azure bannerbear baremetrics beamer beebole benchling " +
    "besnappy billomat binance bitbucket bitfinex bitly bitmex bittrex blazemeter bombbomb boostnote " +
    "borgbase braintree brandfetch brightlocal browserstack bscscan bugsnag buildkite bulksms buttercms " +
    "caflou calendarific calendly campaignmonitor capsulecrm captaindata carboninterface cashboard caspio " +
    "censys chartmogul chatfuel circleci clearbit clickhelp clickmeter clicksend clickup cliengo clockify " +
    "clojars cloudconvert cloudelements cloudflare cloudimage cloudinary cloudmersive cloudsmith codacy " +
    "codeclimate codecov codemagic cohere coinapi coinbase coinlayer coinlib coinmarketcap commercejs " +
    "companyhub confluence confluent contentful contentstack convertkit copyscape countrylayer courier " +
    "coveralls craftmypdf crowdin cryptocompare currencycloud currencyfreaks currencylayer currentsapi " +
    "customerio dailyco databricks datadog deepgram deepl delighted demio detectify detectlanguage " +
    "dialogflow diffbot digitalocean discogs discord docparser documo docusign doppler dovico droneci " +
    "dropbox dwolla dynalist dynatrace ecostruxure edamam edenai elastic elasticemail elevenlabs enablex " +
    "endorlabs etherscan etsy eventbrite everhour exchangerate extractorapi facebook faceplusplus fastly " +
    "fetchrss fibery figma finage finicity finnhub firebase fleetbase flexport flickr flightapi flightlabs " +
    "flightstats flutterwave formbucket formcraft formio formsite foursquare freshbooks freshdesk fulcrum " +
    "fullstory fusebill gengo geoapify geocodio getemail getgist getresponse giphy gitlab gitter glassnode " +
    "gocardless grafana graphcms graphhopper groovehq groq gtmetrix gumroad gyazo happyscribe harness " +
    "hellosign helpcrunch helpscout heroku holidayapi hootsuite hubspot huggingface hybiscus hypertrack " +
    "iconfinder imagekit imagga infura insightly instabot intercom interseller invoiceocean ip2location " +
    "ipapi ipdata ipgeolocation ipify ipinfo ipquality ipstack jenkins jfrog jira jotform jumpcloud kaleyra " +
    "kickbox klaviyo klipfolio knapsackpro kraken kucoin kylas languagelayer lastfm launchdarkly leadfeeder " +
    "lemlist lemonsqueezy lendflow lessannoyingcrm lexigram linear linenotify linkedin liveagent livestorm " +
    "loadmill lob loggly loginradius lokalise looker loyverse mailboxlayer mailchimp mailerlite mailgun " +
    "mailjet mailmodo mailsac mandrill mapbox mapquest marketstack mattermost mavenlink maxmind mediastack " +
    "meistertask meraki mesibo message-bird message_bird messagebird metaapi metabase metrilo mindmeister " +
    "mixpanel mockaroo monkeylearn moonclerk moosend moralis myfreshworks natureremo nethunt netlify " +
    "neutrinoapi new-relic new_relic newrelic newsapi newscatcher nexmo nicereply nightfall numverify " +
    "nutritionix nylas nytimes oanda okta onedesk oneflow onelogin onepagecrm onfleet oopspam openai " +
    "opencage openuv openweather opsgenie optimizely overloop packagecloud pagerduty pandadoc pandascore " +
    "paperform paralleldots parsehub parseur partnerstack passbase paypal paystack pdflayer pdfshift " +
    "peopledatalabs pepipost photoroom pinecone pipedream pipedrive pivotaltracker pixabay plaid planetscale " +
    "planyo plivo podio poloniex portainer positionstack postageapi posthog postman postmark private_key " +
    "prodpad productboard prospectcrm proxycrawl pubnub pulumi purestake pushbullet pusher qualaroo qubole " +
    "quickmetrics rapidapi razorpay rebrandly recaptcha redis rentman repairshopr replicate requestfinance " +
    "restpack ringcentral ritekit rocketreach rollbar route4me runrunit salesblink salesflare salesforce " +
    "salesmate satismeter saucelabs scaleway scalr scraperapi scrapestack scrapfly scrapingant scrapingbee " +
    "screenshotapi scrutinizer securitytrails segment selectpdf sendbird sendgrid sendinblue sentry " +
    "serpstack shippo shodan shopify shotstack shutterstock signable signalwire signaturit sigopt simfin " +
    "simplesat simvoly sirv skrapp skybiometry slack smartsheet snipcart snovio snyk solarwinds sonar " +
    "sonarcloud sourcegraph splunk spoonacular spotify square squarespace statuscake statuspage stitchdata " +
    "storecove stormboard stormglass storyblok storychief strava stripe stytch sumo supabase supernotes " +
    "surveysparrow survicate swiftype tallyfy tatum taxjar teamgate teamwork telegram telnyx testingbot " +
    "textmagic thinkific thousandeyes ticketmaster tickettailor tiingo timecamp tmetric todoist tokeet " +
    "tomorrowio tomtom trackjs transferwise travelpayouts travis trello twelvedata twilio twitch twitter " +
    "tyntec typeform typesense ubidots unsplash uplead uploadcare uptimerobot userflow userstack uservoice " +
    "vatlayer vbout vercel veriphone virustotal visualcrossing voicegain vonage voodoosms vouchery vpnapi " +
    "vultr walkscore weatherbit weatherstack webex webflow webscraper websitepulse wepay whoxy wistia " +
    "worksnaps workstack worldcoinindex wrike yandex yelp yousign youtube zendesk zenrows zenscrape zenserp " +
    "zeplin zerobounce zerotier zipbooks zipcodeapi zoho zulip"
  ).split(" "),
);
